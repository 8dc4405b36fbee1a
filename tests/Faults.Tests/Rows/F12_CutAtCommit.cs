using Seaworthy.Faults.Harness;
using Xunit.Abstractions;

namespace Seaworthy.Faults.Rows;

/// <summary>F12: the connection to PostgreSQL is cut before a commit arrives, after it has arrived, or before its answer comes back: who asked cannot know.</summary>
[Trait("Fault", "F12")]
[Trait("Requirement", "R32")]
[Trait("Server", "PostgreSQL")]
public sealed class F12_CutAtCommit(ITestOutputHelper output)
{
    private const string Before = "before COMMIT";
    private const string After = "after COMMIT";
    private const string Unanswered = "before its answer";

    [Fact]
    public async Task Each_deposit_is_there_once_or_not_at_all_and_whoever_asks_again_learns_which()
    {
        await using var run = new FaultRun("F12", output);
        await using var database = await TestDatabase.PostgreSqlAsync();
        await using var bank = await Bank.OpenAsync(database);
        await Task.WhenAll(bank.ServeAsync(), bank.ServeAsync());
        await using var depositors = new Depositors(run.Seed, bank.Addresses, run.History);
        depositors.Start();

        await run.StrikeAsync(Schedule.Draw(run.Random, FaultRun.IsDeep ? 40 : 12, targets: 20, after: 100, (0, 0), Before, After, Unanswered), async stroke =>
        {
            var trap = stroke.Fault == Unanswered
                ? new Trap(WireMark.CommitAnswered, stroke.Target, isForwarded: false)
                : new Trap(WireMark.CommitAsked, stroke.Target, isForwarded: stroke.Fault == After);
            bank.ToDatabase!.Trap = trap;
            await trap.Sprung.WaitAsync(TimeSpan.FromSeconds(30));
        });

        await run.JudgeAsync(bank, depositors);
        run.Done();
    }
}
