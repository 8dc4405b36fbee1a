using Seaworthy.Faults.Harness;
using Xunit.Abstractions;

namespace Seaworthy.Faults.Rows;

/// <summary>F14: all processes of PostgreSQL are stopped (SIGSTOP): connections are made, and nothing is answered.</summary>
[Trait("Fault", "F14")]
[Trait("Requirement", "R31")]
[Trait("Server", "PostgreSQL")]
public sealed class F14_DatabaseFrozen(ITestOutputHelper output)
{
    [Fact]
    public async Task Whoever_asks_meanwhile_is_told_in_time_no_thread_waits_and_writes_go_on_when_it_is_over()
    {
        await using var run = new FaultRun("F14", output);
        await using var server = await PostgresServer.StartAsync();
        await using var database = await TestDatabase.PostgreSqlAsync(server.Url);
        await using var bank = await Bank.OpenAsync(database, SilentServer.Settings);

        await SilentServer.StrikeAsync(run, bank, "freeze", FaultRun.IsDeep ? (20_000, 20_000) : (2000, 3000), server.FreezeAsync, server.GoOnAsync);
    }
}
