using System.Globalization;
using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Seaworthy.Bench;
using Seaworthy.RateLimiting;
using Seaworthy.Redis;

namespace Seaworthy.Micro;

/// <summary>Decisions of limits that processes share, in a process of its own: callers who ask on and on, each when it has its answer.</summary>
internal static class SharedLimitMeasurement
{
    private const int Clients = 1_000;
    private static readonly string Url = Environment.GetEnvironmentVariable("BENCH_REDIS")!;

    public static IReadOnlyList<(string Name, int Callers, string[] Limits)> Rows { get; } =
    [
        ("1 caller, GCRA", 1, ["1000000/second"]),
        ("16 callers, GCRA", 16, ["1000000/second"]),
        ("256 callers, GCRA", 256, ["1000000/second"]),
        ("256 callers, sliding window", 256, ["1000000/second sliding"]),
        ("256 callers, two limits at once", 256, ["1000000/second", "900000/second burst 100000"]),
        ("256 callers, all known to be refused", 256, ["1/day"]),
    ];

    public static async Task<int> RunAsync(string name, int seconds)
    {
        var (_, callers, limits) = Rows.Single(row => row.Name == name);
        var (clock, counts) = (new LimitClock(TimeProvider.System), new SharedLimitCounts());
        await using var client = new RedisClient(new RedisOptions { Url = Url });
        client.Start();
        await client.WaitUntilUpAsync();
        var table = new LimitTable(10 * Clients);
        var (known, away, told) = (new KnownRefusals(table), new LimitsAway(table), new AwayTold(client.Data, clock, NullLogger<AwayTold>.Instance));
        var answers = new LimitAnswers(known, away, counts, told);
        using var calls = new LimitCalls(client.Data, answers, clock, TimeProvider.System, TimeSpan.FromSeconds(1), counts);
        var store = new RedisRateLimitStore(calls, known, answers, counts);
        var hash = KeyedHash.Random();
        var charges = limits.Select((text, i) => new LimitCharge(
            new LimitPolicy($"bench-{i}", LimitText.Parse(text, out _)!, hash.Of(text), new LimitCounts("bench", $"bench-{i}")), 1)).ToArray();

        await AskAllAsync(TimeSpan.FromSeconds(1));
        var (asked, decided) = (counts.Calls, counts.ByRedis + counts.ByKnown);
        var (started, allocated) = (TimeProvider.System.GetTimestamp(), GC.GetTotalAllocatedBytes(precise: true));
        var times = await AskAllAsync(TimeSpan.FromSeconds(seconds));
        var elapsed = TimeProvider.System.GetElapsedTime(started);
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        decided = counts.ByRedis + counts.ByKnown - decided;
        asked = counts.Calls - asked;
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"ROW {decided / elapsed.TotalSeconds:0} {Numbers.Median(times):0} {allocated / (double)decided:0} {(asked == 0 ? 0 : decided / (double)asked):0.0} {counts.ByAway}"));
        return 0;

        async Task<double[]> AskAllAsync(TimeSpan time)
        {
            using var enough = new CancellationTokenSource(time);
            return await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(() => AskAsync(caller, enough.Token))));
        }

        // The mean time of a decision in nanoseconds.
        async Task<double> AskAsync(int caller, CancellationToken enough)
        {
            var (decision, times, began) = (new LimitDecision(), 0L, TimeProvider.System.GetTimestamp());
            while (!enough.IsCancellationRequested)
            {
                decision.Begin(clock.Now);
                var who = LimitClients.OfAddress(new IPAddress((uint)((caller + (times * callers)) % Clients)), 64, hash);
                foreach (var charge in charges)
                {
                    decision.Add(charge, who);
                }

                await store.DecideAsync(decision);
                times++;
            }

            return TimeProvider.System.GetElapsedTime(began).TotalNanoseconds / Math.Max(1, times);
        }
    }
}
