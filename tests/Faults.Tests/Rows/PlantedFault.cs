using Seaworthy.Faults.Harness;
using Xunit.Abstractions;

namespace Seaworthy.Faults.Rows;

/// <summary>A guard that sees nothing guards nothing: F3 again, in a bank that commits a job's effect apart from the job.</summary>
[Trait("Fault", "planted")]
[Trait("Requirement", "R60")]
[Trait("Server", "PostgreSQL")]
public sealed class PlantedFault(ITestOutputHelper output)
{
    [Fact]
    public async Task The_harness_sees_an_effect_that_is_there_twice()
    {
        await using var run = new FaultRun("planted", output);
        await using var database = await TestDatabase.PostgreSqlAsync();
        await using var bank = await Bank.OpenAsync(database, "Savings:Planted=effect-apart");

        var failure = await Should.ThrowAsync<Xunit.Sdk.FailException>(() => F03_KilledAfterCommit.KillAsync(run, bank));

        failure.Message.ShouldContain("doubled: ");
    }
}
