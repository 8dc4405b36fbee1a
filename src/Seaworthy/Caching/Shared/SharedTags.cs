using System.Text;
using Seaworthy.Redis;
using Seaworthy.Redis.Commands;

namespace Seaworthy.Caching.Shared;

/// <summary>
/// Tells Redis, and through it all other processes, what is about to change and what has changed. A Redis that is away keeps no write
/// waiting: it is told later what it has missed.
/// </summary>
internal sealed class SharedTags(RedisClient redis, SharedKeys keys, SharedLink link, SecondLevelCounts counts, SecondLevelTimes times)
{
    /// <summary>Milliseconds that a mark holds: longer than a commit takes, short enough for a writer's death to be noticed soon.</summary>
    public const int MarkMs = 2000;

    private const int Batch = 200;

    private static readonly byte[] Kept = Number(SecondLevelTimes.TagMs);
    private static readonly byte[] Marked = Number(MarkMs);

    private readonly string _process = Guid.NewGuid().ToString("N")[..12];
    private long _writers;

    /// <summary>
    /// Marks what stands under these tags as about to change: nothing is stored under them until <see cref="ChangedAsync"/>, or
    /// until the mark is over, which counts as a change.
    /// </summary>
    /// <returns>The writer's name; null when Redis could not be told.</returns>
    public async ValueTask<string?> MarkAsync(IReadOnlyList<string> tags)
    {
        if (!link.IsAskable)
        {
            counts.Unmarked();
            return null;
        }

        var writer = $"{_process}{Interlocked.Increment(ref _writers)}";
        try
        {
            await redis.Data.EvaluateAsync(SharedScripts.Mark, Tags(tags), new ReadOnlyMemory<byte>[] { Kept, Text(writer), Marked }, new long[1], times.Call).ConfigureAwait(false);
            counts.Marked();
            return writer;
        }
        catch (RedisException failure)
        {
            link.FailedToWrite(failure);
            counts.Unmarked();
            return failure.MayHaveRun ? writer : null;
        }
    }

    /// <summary>What stood under these tags is no longer so. Told later where it cannot be told now.</summary>
    /// <param name="tags">The tags.</param>
    /// <param name="writer">Whose marks are taken back; null for nobody's.</param>
    public async ValueTask ChangedAsync(IReadOnlyList<string> tags, string? writer)
    {
        if (link.IsAskable)
        {
            try
            {
                await TellAsync(tags, writer, times.Call).ConfigureAwait(false);
                return;
            }
            catch (RedisException failure)
            {
                link.FailedToWrite(failure);
            }
        }

        link.Owe(tags, []);
    }

    /// <summary>Tells what Redis has missed.</summary>
    /// <exception cref="RedisException">It could not be told; it is still owed.</exception>
    public async Task TellUntoldAsync(Func<string, Task> removeKey)
    {
        var (tags, names) = link.TakeUntold();
        try
        {
            foreach (var some in tags.Chunk(Batch))
            {
                await TellAsync(some, null, times.Patient).ConfigureAwait(false);
            }

            foreach (var name in names)
            {
                await removeKey(name).ConfigureAwait(false);
            }
        }
        catch (RedisException)
        {
            link.Owe(tags, names);
            throw;
        }
    }

    /// <summary>Which of these tags are still marked; marks that are over have become changes.</summary>
    public async Task<IReadOnlyList<string>> SettleAsync(IReadOnlyList<string> tags)
    {
        var marked = new long[tags.Count];
        await redis.Data.EvaluateAsync(SharedScripts.Settle, Tags(tags), new ReadOnlyMemory<byte>[] { Kept }, marked, times.Patient).ConfigureAwait(false);
        return [.. tags.Where((_, i) => marked[i] != 0)];
    }

    /// <summary>Makes sure that nothing is served of a server that may have forgotten changes.</summary>
    /// <returns>Redis' time in milliseconds.</returns>
    public async Task<long> ArriveAsync()
    {
        var now = new long[1];
        ReadOnlyMemory<byte>[] both = [keys.Server, keys.Tag(CacheTags.Everything)];
        await redis.Data.EvaluateAsync(SharedScripts.Arrive, both, new ReadOnlyMemory<byte>[] { Kept }, now, times.Patient).ConfigureAwait(false);
        return now[0];
    }

    private async ValueTask TellAsync(IReadOnlyList<string> tags, string? writer, TimeSpan timeout) =>
        await redis.Data.EvaluateAsync(SharedScripts.Change, Tags(tags), new ReadOnlyMemory<byte>[] { Kept, Text(writer ?? "-") }, new long[1], timeout).ConfigureAwait(false);

    private ReadOnlyMemory<byte>[] Tags(IReadOnlyList<string> tags)
    {
        var names = new ReadOnlyMemory<byte>[tags.Count];
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = keys.Tag(tags[i]);
        }

        return names;
    }

    private static ReadOnlyMemory<byte> Text(string text) => Encoding.ASCII.GetBytes(text);

    private static byte[] Number(long number) => Encoding.ASCII.GetBytes($"{number}");
}
