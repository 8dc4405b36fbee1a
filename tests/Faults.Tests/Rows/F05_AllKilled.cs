using Seaworthy.Faults.Harness;
using Xunit.Abstractions;

namespace Seaworthy.Faults.Rows;

/// <summary>F5: all processes are killed with -9 at once, again and again, as by a power cut; a seed in two is a single process on SQLite.</summary>
[Trait("Fault", "F5")]
[Trait("Requirement", "R32")]
[Trait("Server", "PostgreSQL")]
public sealed class F05_AllKilled(ITestOutputHelper output)
{
    private const int BoundMs = 3000;

    [Fact]
    public async Task Whatever_was_acknowledged_is_there_when_they_are_back()
    {
        await using var run = new FaultRun("F5", output);
        var isEmbedded = run.Random.Next(2) == 0;
        await using var database = isEmbedded ? TestDatabase.Sqlite() : await TestDatabase.PostgreSqlAsync();
        await using var bank = await Bank.OpenAsync(database);
        await Task.WhenAll(isEmbedded ? [bank.ServeAsync()] : [bank.ServeAsync(), bank.ServeAsync(), bank.WorkAsync()]);
        await using var depositors = new Depositors(run.Seed, bank.Addresses, run.History);
        depositors.Start();

        await run.StrikeAsync(Schedule.Draw(run.Random, FaultRun.IsDeep ? 5 : 2, targets: 1, after: 1000, (0, 0), isEmbedded ? "kill on SQLite" : "kill all"), async _ =>
        {
            await Task.WhenAll(bank.Nodes.Select(node => node.KillAsync()));
            await Task.WhenAll(bank.Nodes.Select(node => node.StartAsync()));
            run.Within("cold start", bank.Nodes.Max(node => node.StartMs), FaultRun.IsDeep ? BoundMs : 5 * BoundMs);
        });

        await run.JudgeAsync(bank, depositors);
        run.Done();
    }
}
