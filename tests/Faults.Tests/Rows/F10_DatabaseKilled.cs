using Seaworthy.Faults.Harness;
using Xunit.Abstractions;

namespace Seaworthy.Faults.Rows;

/// <summary>F10: PostgreSQL is killed with -9, all its processes, and comes back.</summary>
[Trait("Fault", "F10")]
[Trait("Requirement", "R20")]
[Trait("Requirement", "R31")]
[Trait("Server", "PostgreSQL")]
public sealed class F10_DatabaseKilled(ITestOutputHelper output)
{
    [Fact]
    public async Task Whoever_asks_meanwhile_is_told_and_writes_go_on_when_it_is_back()
    {
        await using var run = new FaultRun("F10", output);

        await RestartedServer.StrikeAsync(run, "kill", server => server.KillAsync());
    }
}
