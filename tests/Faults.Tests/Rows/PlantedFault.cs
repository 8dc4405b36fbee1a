using Seaworthy.Faults.Harness;
using Xunit.Abstractions;

namespace Seaworthy.Faults.Rows;

/// <summary>A guard that sees nothing guards nothing: F3 again, in a bank that commits a job's effect apart from the job, and a bank that answers what it has not written.</summary>
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
        run.Done();
    }

    [Fact]
    public async Task The_harness_sees_an_answer_that_is_not_what_is_there()
    {
        await using var run = new FaultRun("planted", output);
        await using var database = await TestDatabase.PostgreSqlAsync();
        await using var bank = await Bank.OpenAsync(database, "Savings:Planted=answer-apart");
        await bank.ServeAsync();
        await using var depositors = new Depositors(run.Seed, bank.Addresses, run.History);
        depositors.Start();
        await depositors.UntilAcknowledgedAsync(5);

        var failure = await Should.ThrowAsync<Xunit.Sdk.FailException>(() => run.JudgeAsync(bank, depositors));

        failure.Message.ShouldContain("wrong: ");
        failure.Message.ShouldContain("was answered with");
        failure.Message.ShouldNotContain("lost: ");
        run.Done();
    }
}
