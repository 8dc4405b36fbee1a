using Seaworthy.Faults.Harness;
using Xunit.Abstractions;

namespace Seaworthy.Faults.Rows;

/// <summary>F9: PostgreSQL is restarted as an administrator does it (fast).</summary>
[Trait("Fault", "F9")]
[Trait("Requirement", "R20")]
[Trait("Requirement", "R31")]
[Trait("Server", "PostgreSQL")]
public sealed class F09_DatabaseRestarted(ITestOutputHelper output)
{
    [Fact]
    public async Task Whoever_asks_meanwhile_is_told_and_writes_go_on_when_it_is_back()
    {
        await using var run = new FaultRun("F9", output);

        await RestartedServer.StrikeAsync(run, "restart", server => server.StopAsync());
    }
}
