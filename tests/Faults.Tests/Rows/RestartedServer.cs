using System.Diagnostics;
using System.Net;
using Seaworthy.Faults.Harness;

namespace Seaworthy.Faults.Rows;

/// <summary>What F9 and F10 share: PostgreSQL goes and comes back under load, and the bank with it.</summary>
internal static class RestartedServer
{
    // From the moment in which PostgreSQL takes connections to the first deposit that is acknowledged.
    private const int BoundMs = 1000;

    // What a probe is told is kept for a second, and a check that hangs is given up after two.
    private const int ProbeBoundMs = 3500;

    /// <param name="run">The run.</param>
    /// <param name="output">The row's name of it: what happens to the server.</param>
    /// <param name="end">Ends the server.</param>
    public static async Task StrikeAsync(FaultRun run, string output, Func<PostgresServer, Task> end)
    {
        await using var server = await PostgresServer.StartAsync();
        await using var database = await TestDatabase.PostgreSqlAsync(server.Url);
        await using var bank = await Bank.OpenAsync(database);
        await Task.WhenAll(bank.ServeAsync(), bank.ServeAsync());
        await using var balancer = new Balancer(bank.Addresses);
        await UntilAllAsync(bank, balancer, areReady: true);
        await using var depositors = new Depositors(run.Seed, bank.Addresses, run.History);
        depositors.Start();
        await depositors.UntilAcknowledgedAsync(1);

        var toNotice = run.Random.Next(2);
        await run.StrikeAsync(Schedule.Draw(run.Random, FaultRun.IsDeep ? 3 : 2, targets: 1, after: 1000, (0, 1000), output), async stroke =>
        {
            var ended = Stopwatch.GetTimestamp();
            await end(server);
            try
            {
                await Task.Delay(stroke.For);
                await RefusesAsync(bank, depositors, run);
                if (toNotice-- == 0)
                {
                    await UntilAllAsync(bank, balancer, areReady: false);
                    run.Within("unready", Stopwatch.GetElapsedTime(ended).TotalMilliseconds, Bound(ProbeBoundMs) + stroke.For.TotalMilliseconds);
                }
            }
            finally
            {
                await server.StartAgainAsync();
            }

            var back = Stopwatch.GetTimestamp();
            await depositors.UntilAcknowledgedAsync(1);
            run.Within("first write", Stopwatch.GetElapsedTime(back).TotalMilliseconds, Bound(BoundMs));
            await UntilAllAsync(bank, balancer, areReady: true);
            run.Within("ready", Stopwatch.GetElapsedTime(back).TotalMilliseconds, Bound(ProbeBoundMs));
        });

        await run.JudgeAsync(bank, depositors);
        run.Done();
    }

    private static double Bound(int deep) => FaultRun.IsDeep ? deep : 15 * deep;

    private static Task UntilAllAsync(Bank bank, Balancer balancer, bool areReady) => Task.WhenAll(bank.Addresses.Select(node => balancer.UntilAsync(node, areReady)));

    // Whoever asks meanwhile is told, and soon.
    private static async Task RefusesAsync(Bank bank, Depositors depositors, FaultRun run)
    {
        var asked = Stopwatch.GetTimestamp();
        (await depositors.TryAsync($"while-away-{run.Seed}-{asked}", bank.Addresses[0])).ShouldBe(HttpStatusCode.ServiceUnavailable);
        run.Measure("refused", Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
    }
}
