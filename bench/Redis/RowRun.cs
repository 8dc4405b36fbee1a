using System.Diagnostics;
using System.Globalization;
using System.Runtime;

namespace Seaworthy.Bench.Redis;

/// <summary>One row in a process of its own. Prints calls a second, round trips of a single caller, bytes and processor time per call.</summary>
internal static class RowRun
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(0.3);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.2);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(1.5);

    public static async Task<int> RunAsync(string name)
    {
        var row = RedisRow.All.Single(row => row.Name == name);
        var url = new Uri(Environment.GetEnvironmentVariable("BENCH_REDIS")!);
        var server = int.Parse(Environment.GetEnvironmentVariable("BENCH_REDIS_PID")!, CultureInfo.InvariantCulture);
        var connected = await Workers.ConnectAsync(row, url);
        var works = Enumerable.Range(0, row.Callers).Select(caller => connected(caller * 4)).ToArray();
        await WarmUpAsync(works);

        var times = row.Callers == 1 ? new List<long>(1_000_000) : null;
        var (started, cpu, redis, bytes) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime, CpuTime.Of(server), GC.GetTotalAllocatedBytes(precise: true));
        var calls = await RunAsync(works, Measured, times) * row.CallsPerWork;
        var took = Stopwatch.GetElapsedTime(started);
        times?.Sort();
        Console.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"ROW {calls / took.TotalSeconds:0} {At(times, 0.5):0.00} {At(times, 0.99):0.00} {(GC.GetTotalAllocatedBytes(precise: true) - bytes) / (double)calls:0.00} {(Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / calls:0.000} {(CpuTime.Of(server) - redis).TotalMicroseconds / calls:0.000}"));
        Environment.Exit(0);
        return 0;
    }

    // Until nothing has been compiled for three turns. With one core for all, the JIT's thread does not get to what it was asked for without
    // pauses, and half of what is measured would be code on its way to being compiled.
    private static async Task WarmUpAsync(Func<ValueTask>[] works)
    {
        var (calm, compiled) = (0, 0L);
        for (var turn = 0; turn < 24 && calm < 3; turn++)
        {
            await RunAsync(works, WarmUp, null);
            await Task.Delay(Pause);
            var before = compiled;
            compiled = JitInfo.GetCompiledMethodCount();
            calm = compiled == before ? calm + 1 : 0;
        }
    }

    private static async Task<long> RunAsync(Func<ValueTask>[] works, TimeSpan duration, List<long>? times)
    {
        var end = Stopwatch.GetTimestamp() + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        var counts = await Task.WhenAll(works.Select(work => Task.Run(() => LoopAsync(work, end, times))));
        return counts.Sum();
    }

    private static async Task<long> LoopAsync(Func<ValueTask> work, long end, List<long>? times)
    {
        long count = 0;
        while (true)
        {
            // Asked for the time once in 16 where nobody wants to know each.
            var started = times is not null || (count & 15) == 0 ? Stopwatch.GetTimestamp() : 0;
            if (started > end)
            {
                return count;
            }

            await work();
            times?.Add(Stopwatch.GetTimestamp() - started);
            count++;
        }
    }

    private static double At(List<long>? times, double part) =>
        times is null ? double.NaN : times[(int)(times.Count * part)] * 1e6 / Stopwatch.Frequency;
}
