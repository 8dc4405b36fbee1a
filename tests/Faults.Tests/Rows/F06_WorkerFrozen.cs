using Seaworthy.Faults.Harness;
using Xunit.Abstractions;

namespace Seaworthy.Faults.Rows;

/// <summary>F6: a worker is frozen in the middle of jobs, longer than anybody waits for it, and comes back as if nothing had been.</summary>
[Trait("Fault", "F6")]
[Trait("Requirement", "R60")]
[Trait("Server", "PostgreSQL")]
public sealed class F06_WorkerFrozen(ITestOutputHelper output)
{
    [Fact]
    public async Task Others_do_its_jobs_and_what_it_commits_late_is_refused()
    {
        await using var run = new FaultRun("F6", output);
        await using var database = await TestDatabase.PostgreSqlAsync();
        await using var bank = await Bank.OpenAsync(database, "Savings:WorkMs=150", "Seaworthy:Jobs:HeartbeatMs=300", "Seaworthy:Jobs:LostAfterMs=1000");
        await Task.WhenAll(bank.ServeAsync("Seaworthy:Jobs:Enabled=false"), bank.WorkAsync(), bank.WorkAsync());
        await using var depositors = new Depositors(run.Seed, bank.Addresses, run.History);
        depositors.Start();

        // Frozen for two to four times as long as a worker may be silent.
        await run.StrikeAsync(Schedule.Draw(run.Random, 2, targets: 2, after: 1000, (2000, 4000), "freeze"), async stroke =>
        {
            var worker = bank.Workers[stroke.Target];
            await bank.UntilWorkingAsync(worker, 2);
            await worker.FreezeAsync();
            await Task.Delay(stroke.For);
            await worker.GoOnAsync();
        });

        await run.JudgeAsync(bank, depositors);
        bank.Notary.Repeated.ShouldBePositive("nobody was frozen in the middle of a job");
        run.Done();
    }
}
