using Seaworthy.Faults.Harness;
using Xunit.Abstractions;

namespace Seaworthy.Faults.Rows;

/// <summary>F24 where SQLite keeps the data, and the log goes to a file beside it: one disk is full for both.</summary>
[Trait("Fault", "F24")]
[Trait("Requirement", "R32")]
[Trait("Server", "tmpfs")]
public sealed class F24_DiskFullOfSqlite(ITestOutputHelper output)
{
    private const int Mebibytes = 24;

    [Fact]
    public async Task Writes_are_507_while_reads_go_on_and_both_data_and_log_are_written_again_when_there_is_room()
    {
        await using var run = new FaultRun("F24", output);
        await using var disk = await SmallDisk.MountAsync(Mebibytes);
        await using var database = TestDatabase.Sqlite(Path.Combine(disk.Folder, "data"));
        await using var bank = await Bank.OpenAsync(database);
        var log = Path.Combine(disk.Folder, "log");
        await bank.ServeLoggingToAsync(log, "Seaworthy:Observability:JsonLogs=true");
        await using var depositors = new Depositors(run.Seed, bank.Addresses, run.History);
        depositors.Start();

        await FullDisk.StrikeAsync(run, bank, depositors, disk.Folder);

        var whenThereWasRoom = new FileInfo(log).Length;
        await depositors.UntilAcknowledgedAsync(10);
        await run.JudgeAsync(bank, depositors);
        (await bank.Nodes[0].TerminateAsync()).ShouldBe(0);
        new FileInfo(log).Length.ShouldBeGreaterThan(whenThereWasRoom, "nothing is logged any more");
        run.Done();
    }
}
