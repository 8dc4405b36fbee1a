using Seaworthy.Faults.Harness;
using Xunit.Abstractions;

namespace Seaworthy.Faults.Rows;

/// <summary>F3: a worker is killed with -9 in the instant in which PostgreSQL has committed what a job did, and before anybody has heard so.</summary>
[Trait("Fault", "F3")]
[Trait("Requirement", "R60")]
[Trait("Server", "PostgreSQL")]
public sealed class F03_KilledAfterCommit(ITestOutputHelper output)
{
    private const int Kills = 3;

    [Fact]
    public async Task What_is_committed_is_not_done_again()
    {
        await using var run = new FaultRun("F3", output);
        await using var database = await TestDatabase.PostgreSqlAsync();
        await using var bank = await Bank.OpenAsync(database);

        await KillAsync(run, bank);
    }

    /// <summary>The row, with whatever bank.</summary>
    internal static async Task KillAsync(FaultRun run, Bank bank)
    {
        var (own, link) = bank.OwnLink();
        await Task.WhenAll(bank.ServeAsync("Seaworthy:Jobs:Enabled=false"), bank.WorkAsync(own));
        var worker = bank.Workers.Single();
        await using var depositors = new Depositors(run.Seed, bank.Addresses, run.History);
        depositors.Start();

        await run.StrikeAsync(Schedule.Draw(run.Random, Kills, targets: 40, after: 400, (0, 0), "kill at commit"), async stroke =>
        {
            link.Trap = new(WireMark.CommitAnswered, after: stroke.Target, isForwarded: false, worker.KillAsync);
            await link.Trap.Sprung.WaitAsync(TimeSpan.FromSeconds(30));
            await worker.StartAsync();
        });

        await run.JudgeAsync(bank, depositors);
        run.Done();
    }
}
