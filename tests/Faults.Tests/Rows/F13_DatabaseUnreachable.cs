using Seaworthy.Faults.Harness;
using Xunit.Abstractions;

namespace Seaworthy.Faults.Rows;

/// <summary>F13: nothing arrives between the bank and PostgreSQL, either way, and nobody is told: connections stay open, new ones lead nowhere.</summary>
[Trait("Fault", "F13")]
[Trait("Requirement", "R31")]
[Trait("Server", "PostgreSQL")]
public sealed class F13_DatabaseUnreachable(ITestOutputHelper output)
{
    [Fact]
    public async Task Whoever_asks_meanwhile_is_told_in_time_no_thread_waits_and_writes_go_on_when_it_is_over()
    {
        await using var run = new FaultRun("F13", output);
        await using var database = await TestDatabase.PostgreSqlAsync();
        await using var bank = await Bank.OpenAsync(database, SilentServer.Settings);

        await SilentServer.StrikeAsync(
            run,
            bank,
            "swallow",
            FaultRun.IsDeep ? (60_000, 60_000) : (2000, 3000),
            () =>
            {
                bank.ToDatabase!.Swallow();
                return Task.CompletedTask;
            },
            () =>
            {
                bank.ToDatabase!.Carry();
                return Task.CompletedTask;
            });
    }
}
