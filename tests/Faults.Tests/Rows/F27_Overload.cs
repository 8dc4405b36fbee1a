using System.Diagnostics;
using System.Net;
using Seaworthy.Bench.Overload;
using Seaworthy.Faults.Harness;
using Xunit.Abstractions;

namespace Seaworthy.Faults.Rows;

/// <summary>
/// F27: ten times what the process can do, sent by callers who do not care what becomes of it; then an ordinary day. The process has one processor, and they another. Bounds hold in
/// deep runs, on a machine with nothing else to do; elsewhere they say that it lives and comes back.
/// </summary>
[Trait("Fault", "F27")]
[Trait("Server", "PostgreSQL")]
public sealed class F27_Overload(ITestOutputHelper output)
{
    private const double Times = 10;
    private const double Ordinary = 0.6;

    // Of the capacity: what matters is a fifth of it, what may wait as much as all.
    private const double Critical = 0.2;
    private const double Bulk = 1;

    // The gate looks for a second before it begins to close.
    private static readonly TimeSpan Reaction = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task What_it_can_do_is_done_what_matters_first_and_it_comes_back()
    {
        await using var run = new FaultRun("F27", output);
        await using var database = await TestDatabase.PostgreSqlAsync();
        await using var bank = await Bank.OpenAsync(database);
        var node = await bank.ServeOnAsync(OtherProcessors.Left, "Seaworthy:Jobs:Enabled=false", "Seaworthy:RateLimiting:Enabled=false", "Seaworthy:Observability:JsonLogs=true");
        var at = new IPEndPoint(IPAddress.Loopback, node.Address.Port);
        await using var apart = await OtherProcessors.TakeAsync();
        if (FaultRun.IsDeep)
        {
            // It has been through this before: what it refuses with is compiled, as what it answers with.
            await OverloadAsync(at, await CapacityAsync(at), TimeSpan.FromSeconds(20));
            await UntilAllIsAnsweredAsync(at);
        }

        var capacity = await CapacityAsync(at);
        var time = TimeSpan.FromSeconds(FaultRun.IsDeep ? 60 : 4);
        run.History.Note($"STROKE {Times} times {capacity:0} a second for {time.TotalSeconds} s");
        var started = Stopwatch.GetTimestamp();
        var loads = await OverloadAsync(at, capacity, time);
        var ended = Stopwatch.GetTimestamp();
        var after = await Callers.AtRateAsync(at, "/savings/work", 50, capacity * Ordinary, TimeSpan.FromSeconds(FaultRun.IsDeep ? 8 : 3));

        var answered = loads.SelectMany(calls => calls).Count(call => call.Status == 200 && Stopwatch.GetElapsedTime(started, call.End) >= Reaction && call.End <= ended);
        var goodput = answered / (Stopwatch.GetElapsedTime(started, ended) - Reaction).TotalSeconds / capacity;
        var critical = loads[0].Where(call => Stopwatch.GetElapsedTime(started, call.Due) >= Reaction).ToList();
        var share = critical.Count(call => call.Status == 200) / (double)critical.Count;
        var recovery = after.Where(call => call.Status != 200).Select(call => Stopwatch.GetElapsedTime(ended, call.Due).TotalMilliseconds).DefaultIfEmpty().Max();
        run.Measure("capacity", capacity);
        run.Measure("goodput permille", goodput * 1000);
        run.Measure("critical permille", share * 1000);
        run.Measure("recovery", recovery);
        await run.JudgeAsync(bank);

        loads.SelectMany(calls => calls).Concat(after).ShouldAllBe(call => call.Status == 200 || call.Status == 503);
        await UntilAllIsAnsweredAsync(at);
        if (FaultRun.IsDeep)
        {
            goodput.ShouldBeGreaterThan(0.9);
            share.ShouldBeGreaterThan(0.999);
            recovery.ShouldBeLessThan(5000);
        }

        run.Done();
    }

    // Answers a second, asked by four who do not pause.
    private static async Task<double> CapacityAsync(IPEndPoint at)
    {
        await Callers.OneAfterTheOtherAsync(at, "/savings/work", 4, TimeSpan.FromSeconds(1.5)); // compiled by then
        return (await Callers.OneAfterTheOtherAsync(at, "/savings/work", 4, TimeSpan.FromSeconds(3))).Count / 3.0;
    }

    private static Task<List<Call>[]> OverloadAsync(IPEndPoint at, double capacity, TimeSpan time) => Task.WhenAll(
        Callers.AtRateAsync(at, "/savings/pay", 100, capacity * Critical, time),
        Callers.AtRateAsync(at, "/savings/work", 400, capacity * (Times - Critical - Bulk), time),
        Callers.AtRateAsync(at, "/savings/export", 100, capacity * Bulk, time));

    private static async Task UntilAllIsAnsweredAsync(IPEndPoint at)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while ((await Callers.OneAfterTheOtherAsync(at, "/savings/work", 1, TimeSpan.FromSeconds(0.5))).Any(call => call.Status != 200))
        {
            patience.Token.ThrowIfCancellationRequested();
        }
    }
}
