using System.Text;
using Seaworthy.Redis;
using Seaworthy.Redis.Commands;

namespace Seaworthy.Caching.Shared;

/// <summary>
/// What all processes keep together in Redis. Nothing here throws: a Redis that is away, slow or full is as if it held nothing, and
/// after the first call that fails nobody waits for the next one.
/// </summary>
internal sealed class SecondLevel(
    RedisClient redis, SharedKeys keys, SharedLink link, CacheTags tags, TagDoubts doubts, SharedClock clock, CacheClock local, SecondLevelCounts counts, SecondLevelTimes times)
{
    /// <summary>Bytes of a value at the most: a larger one would keep all others waiting on the connection.</summary>
    public const int MostBytes = 1 << 20;

    private static readonly byte[] TagsKept = Number(SecondLevelTimes.TagMs);
    private static readonly byte[] FenceKept = Number(SecondLevelTimes.FenceMs);

    private readonly string _process = Guid.NewGuid().ToString("N")[..12];
    private long _turns;

    /// <summary>What there is of a key; null when nobody can say.</summary>
    public async ValueTask<SharedSearch?> FindAsync(string key, string[] names, ulong shape)
    {
        if (!link.IsReadable)
        {
            return null;
        }

        // Before Redis is asked: what it answers proves these generations, and not those that follow on them.
        var watched = tags.Watch(names);
        var search = new SharedSearch(names.Length);
        try
        {
            await redis.Data.GetAsync(Keys([keys.Entry(key), keys.Fence(key)], names), search, times.Call).ConfigureAwait(false);
        }
        catch (RedisException failure)
        {
            link.Failed(failure);
            counts.Read(SharedRead.Failed);
            return null;
        }

        if (search.Generation != link.Arrived)
        {
            counts.Read(SharedRead.Failed);
            return null;
        }

        search.Look(shape);
        counts.Read(search.IsInDoubt ? SharedRead.InDoubt : search.Entry is { } entry && clock.ToLocal(entry.Times.FreshUntil) > local.Now ? SharedRead.Hit : SharedRead.Miss);
        for (var i = 0; i < names.Length; i++)
        {
            Judge(names[i], watched[i], search.Stamps[i]);
        }

        return search;
    }

    /// <summary>A turn to ask for.</summary>
    public string NewTurn() => $"{_process}{Interlocked.Increment(ref _turns)}";

    /// <summary>Takes the turn to make the value, unless it is somebody else's; one that was taken is to be given back.</summary>
    /// <returns>Whether it was taken; null when nobody can say, and then there is nobody to wait for either.</returns>
    public async ValueTask<bool?> TakeTurnAsync(string key, string turn)
    {
        try
        {
            var taken = await redis.Data.SetIfAbsentAsync(
                keys.Turn(key).Span, Encoding.ASCII.GetBytes(turn), TimeSpan.FromMilliseconds(SecondLevelTimes.TurnMs), default, times.Call).ConfigureAwait(false);
            return taken < 0;
        }
        catch (RedisException failure)
        {
            link.FailedToWrite(failure);
            return null;
        }
    }

    /// <summary>Somebody else may make it.</summary>
    public async ValueTask GiveBackAsync(string key, string turn)
    {
        try
        {
            await redis.Data.EvaluateAsync(SharedScripts.GiveBack, new[] { keys.Turn(key) }, new[] { Text(turn) }, new long[1], times.Call).ConfigureAwait(false);
        }
        catch (RedisException failure)
        {
            link.FailedToWrite(failure);
        }
    }

    /// <summary>Stores what was made since <paramref name="found"/>, unless something it stands for has changed or is about to.</summary>
    /// <returns>Whether it was stored; null when nobody can say.</returns>
    public async ValueTask<bool?> StoreAsync(string key, string[] names, SharedSearch found, string? turn, SharedEntry entry)
    {
        var arguments = new ReadOnlyMemory<byte>[5 + names.Length];
        (arguments[0], arguments[1], arguments[2]) = (TagsKept, Text(turn ?? "-"), found.Fence);
        (arguments[3], arguments[4]) = (Expiry(entry), entry.Write());
        for (var i = 0; i < names.Length; i++)
        {
            arguments[5 + i] = found.Stamps[i].Version;
        }

        var stored = await RunAsync(SharedScripts.Store, Keys([keys.Entry(key), keys.Turn(key), keys.Fence(key)], names), arguments).ConfigureAwait(false);
        if (stored is { } isStored)
        {
            counts.Store(isStored);
        }

        return stored;
    }

    /// <summary>What somebody says the value is; null removes it. Told later, as a removal, where it cannot be told now.</summary>
    public async ValueTask PutAsync(string key, string[] names, SharedEntry? entry)
    {
        if (!link.IsAskable || await TryPutAsync(key, names, entry, times.Call).ConfigureAwait(false) is null)
        {
            link.Owe([], [key]);
        }
    }

    /// <summary>Removes a key that could not be removed before.</summary>
    /// <exception cref="RedisException">It could not be told.</exception>
    public async Task RemoveLateAsync(string key) => await PutAsync(key, [], null, times.Patient).ConfigureAwait(false);

    /// <summary>Hears what Redis says of a tag: a generation is good once nobody was about to change it.</summary>
    public void Judge(string tag, TagGeneration generation, TagStamp stamp)
    {
        if (!stamp.IsInDoubt)
        {
            generation.Prove();
            return;
        }

        // Whatever comes of it ends this generation: nothing need be kept under it.
        generation.Kill();
        doubts.Add(tag, local.Now);
    }

    private async ValueTask<bool?> TryPutAsync(string key, string[] names, SharedEntry? entry, TimeSpan timeout)
    {
        try
        {
            return await PutAsync(key, names, entry, timeout).ConfigureAwait(false);
        }
        catch (RedisException failure)
        {
            link.FailedToWrite(failure);
            return null;
        }
    }

    private async ValueTask<bool> PutAsync(string key, string[] names, SharedEntry? entry, TimeSpan timeout)
    {
        var results = new long[2];
        ReadOnlyMemory<byte>[] arguments = [TagsKept, FenceKept, entry is null ? Text("0") : Expiry(entry), entry?.Write() ?? []];
        await redis.Data.EvaluateAsync(SharedScripts.Put, Keys([keys.Entry(key), keys.Fence(key)], names), arguments, results, timeout).ConfigureAwait(false);
        clock.Heard(results[1]);
        return results[0] != 0;
    }

    private async ValueTask<bool?> RunAsync(RedisScript script, ReadOnlyMemory<byte>[] all, ReadOnlyMemory<byte>[] arguments)
    {
        var results = new long[2];
        try
        {
            await redis.Data.EvaluateAsync(script, all, arguments, results, times.Call).ConfigureAwait(false);
            clock.Heard(results[1]);
            return results[0] != 0;
        }
        catch (RedisException failure)
        {
            link.FailedToWrite(failure);
            return null;
        }
    }

    private ReadOnlyMemory<byte> Expiry(SharedEntry entry) =>
        Number(Math.Clamp(clock.ToLocal(entry.Times.KeptUntil) - local.Now, 1, SecondLevelTimes.MostMs));

    private ReadOnlyMemory<byte>[] Keys(ReadOnlySpan<ReadOnlyMemory<byte>> own, string[] names)
    {
        var all = new ReadOnlyMemory<byte>[own.Length + names.Length];
        own.CopyTo(all);
        for (var i = 0; i < names.Length; i++)
        {
            all[own.Length + i] = keys.Tag(names[i]);
        }

        return all;
    }

    private static ReadOnlyMemory<byte> Text(string text) => Encoding.ASCII.GetBytes(text);

    private static byte[] Number(long number) => Encoding.ASCII.GetBytes($"{number}");
}
