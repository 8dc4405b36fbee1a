using Seaworthy.Faults.Harness;
using Xunit.Abstractions;

namespace Seaworthy.Faults.Rows;

/// <summary>F1: the processes that serve are killed with -9 while they answer, one or the other every second.</summary>
[Trait("Fault", "F1")]
[Trait("Requirement", "R32")]
[Trait("Server", "PostgreSQL")]
public sealed class F01_ServingProcessKilled(ITestOutputHelper output)
{
    [Fact]
    public async Task Whoever_asks_again_with_his_key_gets_his_deposit_and_it_is_there_once()
    {
        await using var run = new FaultRun("F1", output);
        await using var database = await TestDatabase.PostgreSqlAsync();
        await using var bank = await Bank.OpenAsync(database);
        await Task.WhenAll(bank.ServeAsync(), bank.ServeAsync());
        await using var depositors = new Depositors(run.Seed, bank.Addresses, run.History);
        depositors.Start();

        await run.StrikeAsync(Schedule.Draw(run.Random, FaultRun.IsDeep ? 5 : 3, bank.Nodes.Count, 1000, (0, 0), "kill"), async stroke =>
        {
            var node = bank.Nodes[stroke.Target];
            await node.KillAsync();
            await node.StartAsync();
            run.Measure("restart", node.StartMs);
        });

        await run.JudgeAsync(bank, depositors);
        run.Done();
    }
}
