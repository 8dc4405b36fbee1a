using Seaworthy.Faults.Harness;
using Xunit.Abstractions;

namespace Seaworthy.Faults.Rows;

/// <summary>F24: the disk of PostgreSQL's data is full.</summary>
[Trait("Fault", "F24")]
[Trait("Requirement", "R32")]
[Trait("Server", "PostgreSQL")]
[Trait("Server", "tmpfs")]
public sealed class F24_DiskFull(ITestOutputHelper output)
{
    [Fact]
    public async Task Writes_are_507_while_reads_go_on_and_are_made_again_when_there_is_room()
    {
        await using var run = new FaultRun("F24", output);
        await using var server = await PostgresServer.StartAsync(disk: "80m");
        await using var database = await TestDatabase.PostgreSqlAsync(server.Url);
        await using var bank = await Bank.OpenAsync(database);
        await Task.WhenAll(bank.ServeAsync(), bank.ServeAsync());
        await using var depositors = new Depositors(run.Seed, bank.Addresses, run.History);
        depositors.Start();

        await FullDisk.StrikeAsync(run, bank, depositors, server.Data);

        await run.JudgeAsync(bank, depositors);
        run.Done();
    }
}
