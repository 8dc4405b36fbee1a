using System.Diagnostics;
using Seaworthy.Faults.Harness;
using Xunit.Abstractions;

namespace Seaworthy.Faults.Rows;

/// <summary>
/// F2: processes that work are killed with -9 in the middle of jobs. The five seconds are those from the death of the process that has a job to the next who does it. Whoever has taken it over may be
/// killed too, as in seed 9: each death begins them anew. A job that was taken and not begun counts as one that was.
/// </summary>
[Trait("Fault", "F2")]
[Trait("Requirement", "R60")]
[Trait("Server", "PostgreSQL")]
public sealed class F02_WorkerKilled(ITestOutputHelper output)
{
    private const int BoundMs = 5000;

    [Fact]
    public async Task Its_jobs_run_again_elsewhere_soon_and_their_effects_are_there_once()
    {
        await using var run = new FaultRun("F2", output);
        await using var database = await TestDatabase.PostgreSqlAsync();
        await using var bank = await Bank.OpenAsync(database, "Savings:WorkMs=100");
        await Task.WhenAll(bank.ServeAsync("Seaworthy:Jobs:Enabled=false"), bank.WorkAsync(), bank.WorkAsync());
        await using var depositors = new Depositors(run.Seed, bank.Addresses, run.History);
        depositors.Start();
        var deaths = new List<(string Deposit, long At)>();

        await run.StrikeAsync(Schedule.Draw(run.Random, FaultRun.IsDeep ? 5 : 3, targets: 2, after: 1500, (0, 0), "kill"), async stroke =>
        {
            var worker = bank.Workers[stroke.Target];
            await bank.UntilWorkingAsync(worker, 2);
            var (pid, now) = (worker.Pid, Stopwatch.GetTimestamp());
            await worker.KillAsync();

            // Nobody takes them from him before he has been silent for long enough.
            deaths.AddRange((await bank.Books.HeldAsync(pid)).Select(deposit => (deposit, now)));
            await worker.StartAsync();
        });

        await run.JudgeAsync(bank, depositors);
        run.Within("run again", bank.Notary.SlowestRepetitionMs(deaths.ToLookup(death => death.Deposit, death => death.At)), FaultRun.IsDeep ? BoundMs : 3 * BoundMs);
        bank.Notary.Repeated.ShouldBePositive("nobody was killed in the middle of a job");
        run.Done();
    }
}
