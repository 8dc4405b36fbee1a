using Microsoft.Extensions.Logging;
using Seaworthy.Caching.Shared;

namespace Seaworthy.Caching;

/// <summary>Makes the values that are not there: one flight per key, and the old value when it fails.</summary>
internal sealed class ValueSource(
    FirstLevel level, CacheTags tags, Flights<CacheEntry?> flights, ValueEntries entries, CacheCounts counts, CacheClock clock, ILogger<ValueSource> log,
    SharedFill? shared = null)
{
    // A source that has failed is asked again after this long, not by every caller.
    private const long RetryMs = 1000;

    public async ValueTask<T> GetAsync<TState, T>(Making<TState, T> making, CancellationToken cancellationToken)
    {
        counts.Of(making.Key).Miss();
        var entry = await flights.RunAsync(
            making.Key, (Source: this, Making: making), static (way, abandoned) => way.Source.MakeAsync(way.Making, abandoned), cancellationToken).ConfigureAwait(false);
        return making.HasMade ? making.Made!
            : entry is ValueEntry<T> found ? found.Value
            // Somebody else's value was not kept, or is of another type: there is nothing to share.
            : await making.Factory(making.State, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Has the value made anew while the old one is served.</summary>
    public void Refresh<TState, T>(Making<TState, T> making) => flights.TryStart(
        making.Key, (Source: this, Making: making), static (way, abandoned) => way.Source.MakeAsync(way.Making, abandoned));

    /// <summary>Stores what the caller says the value is; nobody gets what is being made at this moment later than this.</summary>
    public async ValueTask SetAsync<T>(string key, T value, CacheEntryOptions? wanted, IEnumerable<string>? names)
    {
        var all = Names(names);
        if (shared is not null)
        {
            // Told to all, this process too: it hears of its own change as everybody does, and reads it where everybody does.
            await shared.SetAsync(key, all, value, wanted).ConfigureAwait(false);
            level.Remove(key);
        }
        else if (entries.Of(key, value, tookMs: 0, tags.Capture(all, tags.Moment), wanted) is { } entry)
        {
            level.Set(entry, clock.Now);
        }
        else
        {
            level.Remove(key);
        }

        flights.Close(key);
    }

    public async ValueTask RemoveAsync(string key)
    {
        level.Remove(key);
        flights.Close(key);
        if (shared is not null)
        {
            await shared.RemoveAsync(key).ConfigureAwait(false);
            level.Remove(key); // what was begun before the others were told
            flights.Close(key);
        }
    }

    private static string[] Names(IEnumerable<string>? names) =>
        [CacheScope.Of(CacheTags.Everything), .. (names ?? []).Select(name => CacheScope.Of(name))];

    private async ValueTask<CacheEntry?> MakeAsync<TState, T>(Making<TState, T> making, CancellationToken abandoned)
    {
        var began = clock.Now;
        if (making.Reads && level.TryGet(making.Key, began, out var landed) && landed is ValueEntry<T>)
        {
            return landed;
        }

        // Before the value is made: what changes from here on must not be undone by it.
        var (moment, fence) = (tags.Moment, level.Fence(making.Key));
        try
        {
            if (shared is not null)
            {
                return await shared.MakeAsync(making, Names(making.Tags), abandoned).ConfigureAwait(false);
            }

            var value = await making.MakeAsync(abandoned).ConfigureAwait(false);
            var entry = entries.Of(making.Key, value, clock.Now - began, tags.Capture(Names(making.Tags), moment), making.Wanted);
            if (entry is not null && making.Writes)
            {
                level.TryFill(entry, fence, clock.Now);
            }

            return entry;
        }
        catch (Exception fault) when (!making.HasMade && !abandoned.IsCancellationRequested && StandIn<T>(making.Key, making.Old, fence, fault) is { } old)
        {
            return old;
        }
    }

    private ValueEntry<T>? StandIn<T>(string key, CacheEntry? others, long fence, Exception fault)
    {
        var now = clock.Now;
        var entry = level.TryGetStale(key, now, out var own) ? own : others;
        if (entry is not ValueEntry<T> old || !old.IsAlive || now >= old.Times.KeptUntil)
        {
            return null;
        }

        var fresh = Math.Max(old.Times.FreshUntil, Math.Min(now + RetryMs, old.Times.KeptUntil));
        var standIn = old.For(new(Math.Min(fresh, now + RetryMs), fresh, old.Times.KeptUntil));
        level.TryFill(standIn, fence, now);
        old.Counts.StandIn();
        if (old.Counts.MayWarn(now))
        {
            Log.CacheStoodIn(log, old.Counts.Entity, fault);
        }

        return standIn;
    }
}
