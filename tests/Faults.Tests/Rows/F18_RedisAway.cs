using System.Net;
using Seaworthy.Faults.Harness;
using Xunit.Abstractions;

namespace Seaworthy.Faults.Rows;

/// <summary>F18: Redis is down, frozen, emptied or slow by two seconds, one after the other; what is cached and what is limited goes on without it.</summary>
[Trait("Fault", "F18")]
[Trait("Requirement", "R23")]
[Trait("Server", "PostgreSQL")]
[Trait("Server", "Redis")]
public sealed class F18_RedisAway(ITestOutputHelper output)
{
    // What is added to the 99th percentile, in milliseconds: that of the matrix, and one that holds while other tests run.
    private static readonly double AddedMs = FaultRun.IsDeep ? 20 : 300;

    // Of a hundred answers the 99th percentile is the second slowest, which says what the machine did in one moment: each part is of more.
    // And of processes that are warm: while they still compile, both processors of a small machine do, and percentiles fall from part to part.
    private static readonly (int ToBeWarm, int OfAPart) Answers = FaultRun.IsDeep ? (2000, 500) : (1, 1);
    private static readonly string[] Faults = ["stop", "freeze", "empty", "slow"];

    // Where the processors are full, percentiles say who waits for one, and a little more to do is a lot more to wait.
    private static readonly TimeSpan AtEase = TimeSpan.FromMilliseconds(40);

    [Fact]
    public async Task Nobody_is_refused_or_waits_and_nobody_sees_what_is_older_than_half_a_second()
    {
        await using var run = new FaultRun("F18", output);
        await using var database = await TestDatabase.PostgreSqlAsync();
        await using var redis = await RedisServer.StartAsync();
        await using var link = new FaultProxy(() => new(IPAddress.Loopback, redis.Url.Port));
        await using var bank = await Bank.OpenAsync(database, $"Seaworthy:Redis:Url=redis://127.0.0.1:{link.Port}", "Seaworthy:RateLimiting:Store=Redis", "Seaworthy:Caching:StatusHeader=true");
        await Task.WhenAll(bank.ServeAsync(), bank.ServeAsync());
        await using var depositors = new Depositors(run.Seed, bank.Addresses, run.History);
        await using var readers = new Readers(run.Seed, bank.Addresses, depositors, run.History);
        depositors.Start();
        await depositors.WarmAsync();
        await depositors.UntilAcknowledgedAsync(Answers.ToBeWarm);
        depositors.Pause = AtEase;
        var order = Faults.OrderBy(_ => run.Random.Next()).ToArray();
        var schedule = Schedule.Draw(run.Random, order.Length, 1, FaultRun.IsDeep ? 1500 : 800, FaultRun.IsDeep ? (500, 2000) : (300, 800), "").Select((stroke, n) => stroke with { Fault = order[n] });

        var (calm, troubled) = (new List<Part>(), new List<(string Fault, Part Part)>());
        await using (new Unaffected(run, bank.Addresses))
        {
            run.History.Times.Begin();
            readers.Times.Begin();
            await run.StrikeAsync([.. schedule], async stroke =>
            {
                await depositors.UntilAcknowledgedAsync(Answers.OfAPart);
                calm.Add(EndPart());
                await BreakAsync(redis, link, stroke.Fault);
                await Task.Delay(stroke.For);
                await depositors.UntilAcknowledgedAsync(Answers.OfAPart);
                troubled.Add((stroke.Fault, EndPart()));
                await MendAsync(redis, link, stroke.Fault);
            });
        }

        Check(run, calm, troubled);
        await run.JudgeAsync(bank, depositors);
        run.Done();

        Part EndPart() => new(run.History.Times.EndPart(), readers.Times.EndPart(), readers.EndPart().Kept);
    }

    // The parts without a fault say what this machine does by itself.
    private static void Check(FaultRun run, List<Part> calm, List<(string Fault, Part Part)> troubled)
    {
        var (deposits, reads) = (calm.Max(part => part.Deposits.P99), calm.Max(part => part.Reads.P99));
        run.Measure("deposits p99 without", deposits);
        run.Measure("reads p99 without", reads);
        foreach (var (part, n) in calm.Select((part, n) => (part, n)))
        {
            run.Measure(n == 0 ? "deposits p99 before" : $"deposits p99 after {troubled[n - 1].Fault}", part.Deposits.P99);
            run.Measure(n == 0 ? "deposits slowest before" : $"deposits slowest after {troubled[n - 1].Fault}", part.Deposits.Slowest);
        }

        foreach (var (fault, part) in troubled)
        {
            run.Measure($"deposits p99 {fault}", part.Deposits.P99);
            run.Measure($"deposits slowest {fault}", part.Deposits.Slowest);
            run.Measure($"reads p99 {fault}", part.Reads.P99);
            run.Measure($"reads slowest {fault}", part.Reads.Slowest);
            if (part.Deposits.P99 > deposits + AddedMs || part.Reads.P99 > reads + AddedMs)
            {
                run.History.Violate($"{fault}: the 99th percentile of deposits was {part.Deposits.P99:0} ms and {deposits:0} ms before, that of reads {part.Reads.P99:0} and {reads:0} ms");
            }
        }

        // Without this nothing that is said of old answers would be said of a cache.
        if (calm.Any(part => part.Kept == 0))
        {
            run.History.Violate("a part without a fault had no answer from the cache");
        }
    }

    private static async Task BreakAsync(RedisServer redis, FaultProxy link, string fault)
    {
        switch (fault)
        {
            case "stop":
                await redis.StopAsync();
                break;
            case "freeze":
                redis.Freeze();
                break;
            case "empty":
                await redis.SayAsync("FLUSHALL");
                break;
            default:
                link.Delay = TimeSpan.FromSeconds(2);
                break;
        }
    }

    private static async Task MendAsync(RedisServer redis, FaultProxy link, string fault)
    {
        switch (fault)
        {
            case "stop":
                await redis.StartAgainAsync();
                break;
            case "freeze":
                redis.GoOn();
                break;
            case "slow":
                link.Delay = TimeSpan.Zero;
                break;
            default:
                // What was in it comes back by itself.
                break;
        }
    }

    /// <summary>A part of the run: the 99th percentiles and the slowest answers, and how many came from the cache.</summary>
    private sealed record Part((double P99, double Slowest) Deposits, (double P99, double Slowest) Reads, int Kept);
}
