using System.Diagnostics;
using System.Net;

namespace Seaworthy.Bench.Overload;

/// <summary>Many connections at once: so many requests a second whatever becomes of them, as people do, or one after the other.</summary>
internal static class Callers
{
    /// <summary>Each sends its next request when it has the answer to the last.</summary>
    public static Task<List<Call>> OneAfterTheOtherAsync(IPEndPoint server, string path, int connections, TimeSpan time)
    {
        var end = Stopwatch.GetTimestamp() + Ticks(time);
        return RunAsync(server, path, connections, () => Stopwatch.GetTimestamp() is var now && now < end ? now : null);
    }

    /// <summary>So many a second.</summary>
    public static Task<List<Call>> AtRateAsync(IPEndPoint server, string path, int connections, double perSecond, TimeSpan time)
    {
        var start = Stopwatch.GetTimestamp();
        var end = start + Ticks(time);
        var number = 0L;
        return RunAsync(server, path, connections, () => start + (long)((Interlocked.Increment(ref number) - 1) * Stopwatch.Frequency / perSecond) is var due && due < end ? due : null);
    }

    private static async Task<List<Call>> RunAsync(IPEndPoint server, string path, int connections, Func<long?> next)
    {
        var lists = Enumerable.Range(0, connections).Select(_ => new List<Call>()).ToArray();
        await Task.WhenAll(lists.Select(async calls =>
        {
            using var caller = new Caller(server, path, next, calls);
            await caller.RunAsync();
        }));
        return [.. lists.SelectMany(calls => calls)];
    }

    private static long Ticks(TimeSpan time) => (long)(time.TotalSeconds * Stopwatch.Frequency);
}
