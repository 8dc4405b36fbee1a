using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Seaworthy.Faults.Harness;
using Xunit.Abstractions;

namespace Seaworthy.Faults.Rows;

/// <summary>F22: the notary is slow, answers half of the calls with 500, resets, says nothing, or says one byte a second, one after the other.</summary>
[Trait("Fault", "F22")]
[Trait("Requirement", "R16")]
[Trait("Requirement", "R23")]
[Trait("Server", "PostgreSQL")]
public sealed class F22_NotaryInTrouble(ITestOutputHelper output)
{
    private const int Calls = 10;
    private const int Percent = 40;
    private const double Extra = 1.1;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly string[] Faults = ["slow", "half 500", "reset", "half open", "a byte a second"];

    // No retries but those that are earned: the notary must not have more to do because it fails.
    private static readonly string Client = $"attempt=300ms deadline=2s window={Window.TotalSeconds}s calls={Calls} breaker={Percent} break=500ms break-max=1s floor=0";

    [Fact]
    public async Task Its_breaker_opens_soon_it_has_no_more_to_do_and_whoever_deposits_does_not_notice()
    {
        await using var run = new FaultRun("F22", output);
        await using var database = await TestDatabase.PostgreSqlAsync();
        await using var bank = await Bank.OpenAsync(database, $"Seaworthy:Resilience:Clients:notary={Client}");
        await Task.WhenAll(bank.ServeAsync("Seaworthy:Jobs:Enabled=false"), bank.WorkAsync());
        var worker = bank.Workers.Single();
        await using var depositors = new Depositors(run.Seed, bank.Addresses, run.History);
        depositors.Start();
        await depositors.WarmAsync();
        var drawn = Faults.OrderBy(_ => run.Random.Next()).ToArray();
        string[] order = FaultRun.IsDeep ? [drawn[^1], .. drawn] : drawn[..2];
        var schedule = Schedule.Draw(run.Random, order.Length, 1, 1000, FaultRun.IsDeep ? (1000, 4000) : (300, 800), "").Select((stroke, n) => stroke with { Fault = order[n] });

        await using (var unaffected = new Unaffected(run, bank.Addresses))
        {
            // The first has its time for itself: the bank has not seen a call fail yet, and what is cold is slow.
            var isCold = true;
            await run.StrikeAsync([.. schedule], async stroke =>
            {
                var (begun, lines) = (Stopwatch.GetTimestamp(), worker.Lines);
                unaffected.FaultBegins();
                bank.Notary.Trouble = TroubleOf(stroke.Fault, run);
                await run.ExpectAsync($"open at {stroke.Fault}", Patience, () => Said(worker, lines, "Too many calls of client notary"));
                var opened = Stopwatch.GetTimestamp();
                CheckOpening(run, bank.Notary, begun, opened);
                await Task.Delay(stroke.For);
                if (!isCold)
                {
                    unaffected.FaultEnds();
                }

                isCold = false;
                bank.Notary.Trouble = null;
                await run.ExpectAsync("closed", Patience, () => Said(worker, lines, "is well again, and client notary"));
            });
        }

        run.Measure("calls permille", 1000 * bank.Notary.CallsOfEach);
        if (bank.Notary.CallsOfEach > Extra)
        {
            run.History.Violate($"the notary was asked {bank.Notary.CallsOfEach:0.00} times for each time that a job wanted it");
        }

        await run.JudgeAsync(bank, depositors);
        run.Done();
    }

    private static Task<bool> Said(Node worker, int after, string words) => Task.FromResult(worker.LogAfter(after).Any(line => line.Contains(words, StringComparison.Ordinal)));

    private static void CheckOpening(FaultRun run, Notary notary, long begun, long opened)
    {
        var late = notary.FailedEnough(begun, Calls, Percent, Window) is { } enough && enough < opened ? Stopwatch.GetElapsedTime(enough, opened).TotalMilliseconds : 0;
        run.Within("late", late, FaultRun.IsDeep ? 1000 : 5000);
    }

    private static Func<HttpContext, Task<bool>> TroubleOf(string fault, FaultRun run)
    {
        var random = new Random(run.Random.Next());
        return fault switch
        {
            "slow" => context => SilentAsync(context, TimeSpan.FromMilliseconds(Draw(random, 1000, 30_000))),
            "half 500" => context => Draw(random, 0, 2) == 0 ? FailAsync(context) : Task.FromResult(false),
            "reset" => context =>
            {
                context.Abort();
                return Task.FromResult(true);
            },
            "half open" => context => SilentAsync(context, Timeout.InfiniteTimeSpan),
            _ => DripAsync,
        };
    }

    private static int Draw(Random random, int least, int most)
    {
        lock (random)
        {
            return random.Next(least, most);
        }
    }

    private static Task<bool> FailAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        return Task.FromResult(true);
    }

    private static async Task<bool> SilentAsync(HttpContext context, TimeSpan time)
    {
        await Task.Delay(time, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return true;
    }

    private static async Task<bool> DripAsync(HttpContext context)
    {
        context.Response.ContentLength = 60;
        while (!context.RequestAborted.IsCancellationRequested)
        {
            await context.Response.Body.WriteAsync("."u8.ToArray());
            await context.Response.Body.FlushAsync();
            await Task.Delay(1000, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return true;
    }
}
