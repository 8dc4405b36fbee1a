namespace Seaworthy.Caching.Shared;

/// <summary>
/// The way to a value where several processes share a second level: look there, wait for whoever is making it, make it, tell the
/// others. Without the second level it is made here and kept alone (see <see cref="TagTrust"/>).
/// </summary>
internal sealed class SharedFill(
    SecondLevel second, FirstLevel level, CacheTags tags, ValueEntries entries, SharedClock shared, CacheClock clock, TimeProvider time)
{
    // Between two looks whether somebody else's value is there; it doubles up to the second.
    private const int FirstPauseMs = 2;
    private const int LongestPauseMs = 25;

    public async ValueTask<CacheEntry?> MakeAsync<TState, T>(Making<TState, T> making, string[] names, CancellationToken abandoned)
    {
        var (key, shape, began) = (making.Key, SharedEntry.ShapeOf<T>(names), clock.Now);
        string? turn = null;
        for (var pause = FirstPauseMs; ; pause = Math.Min(pause * 2, LongestPauseMs))
        {
            // 1. Before anything is read: what changes from here on must not be undone.
            var (moment, fence) = (tags.Moment, level.Fence(key));

            // 2. Somebody may have made it.
            var found = await second.FindAsync(key, names, shape).ConfigureAwait(false);
            if (making.ReadsShared && found?.Entry is { } there && IsWanted(there, making.IsRefresh) && Take<T>(key, names, there, moment) is { } taken)
            {
                if (turn is not null)
                {
                    await second.GiveBackAsync(key, turn).ConfigureAwait(false);
                }

                return Keep(making, taken, fence);
            }

            // 3. One process at a time makes what all can have. Whoever comes to its turn looks once more.
            var isShareable = found is { IsInDoubt: false } && making.WritesShared;
            if (isShareable && turn is null && clock.Now - began < SecondLevelTimes.TurnMs)
            {
                var own = second.NewTurn();
                switch (await second.TakeTurnAsync(key, own).ConfigureAwait(false))
                {
                    case true:
                        turn = own;
                        continue;
                    case false:
                        await Task.Delay(TimeSpan.FromMilliseconds(pause), time, abandoned).ConfigureAwait(false);
                        continue;
                    default:
                        isShareable = false;
                        break;
                }
            }

            // 4. Make it, and tell the others before anybody else may.
            making.Old = found?.Entry is { } old && making.ReadsShared ? Take<T>(key, names, old, moment) : null;
            return await MakeAsync(making, names, isShareable ? found : null, turn, moment, fence, abandoned).ConfigureAwait(false);
        }
    }

    public async ValueTask SetAsync<T>(string key, string[] names, T value, CacheEntryOptions? wanted)
    {
        var made = entries.WithBytes(key, value, tookMs: 0, default, wanted);
        await second.PutAsync(key, names, made is { } good ? Shared<T>(names, good.Entry, good.Bytes, value is null) : null).ConfigureAwait(false);
    }

    public ValueTask RemoveAsync(string key) => second.PutAsync(key, [], null);

    private async ValueTask<CacheEntry?> MakeAsync<TState, T>(
        Making<TState, T> making, string[] names, SharedSearch? found, string? turn, long moment, long fence, CancellationToken abandoned)
    {
        var (began, isStored) = (clock.Now, (bool?)null);
        try
        {
            var value = await making.MakeAsync(abandoned).ConfigureAwait(false);
            var made = entries.WithBytes(making.Key, value, clock.Now - began, tags.Capture(names, moment), making.Wanted);
            if (made is not { } good)
            {
                return null;
            }

            var entry = Shared<T>(names, good.Entry, good.Bytes, value is null);
            if (found is not null && entry is not null)
            {
                isStored = await second.StoreAsync(making.Key, names, found, turn, entry).ConfigureAwait(false);
            }

            // What Redis refuses is outdated, whether the news of it have come or not.
            return isStored == false ? good.Entry : Keep(making, good.Entry, fence);
        }
        finally
        {
            if (turn is not null && isStored is null)
            {
                await second.GiveBackAsync(making.Key, turn).ConfigureAwait(false);
            }
        }
    }

    private ValueEntry<T>? Take<T>(string key, string[] names, SharedEntry there, long moment)
    {
        var times = new CacheTimes(shared.ToLocal(there.Times.RefreshAt), shared.ToLocal(there.Times.FreshUntil), shared.ToLocal(there.Times.KeptUntil));
        return entries.From<T>(key, there.IsNone, there.Payload, times, tags.Capture(names, moment));
    }

    private ValueEntry<T> Keep<TState, T>(Making<TState, T> making, ValueEntry<T> entry, long fence)
    {
        if (making.Writes)
        {
            level.TryFill(entry, fence, clock.Now);
        }

        return entry;
    }

    private bool IsWanted(SharedEntry there, bool isRefresh) => clock.Now < shared.ToLocal(isRefresh ? there.Times.RefreshAt : there.Times.FreshUntil);

    // Null for what is too large, or over at once.
    private SharedEntry? Shared<T>(string[] names, ValueEntry<T> entry, byte[] bytes, bool isNone) =>
        bytes.Length > SecondLevel.MostBytes || entry.Times.FreshUntil <= clock.Now ? null : new(
            SharedEntry.ShapeOf<T>(names), isNone,
            new(shared.ToRedis(entry.Times.RefreshAt), shared.ToRedis(entry.Times.FreshUntil), shared.ToRedis(entry.Times.KeptUntil)), bytes);
}
