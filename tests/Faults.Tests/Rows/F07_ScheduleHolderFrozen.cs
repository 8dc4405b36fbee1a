using System.Globalization;
using Seaworthy.Faults.Harness;
using Seaworthy.Faults.Subject;
using Xunit.Abstractions;

namespace Seaworthy.Faults.Rows;

/// <summary>
/// F7: the process that has a time of a schedule is frozen, at its turn, when the schedule has been told and nobody has heard so, or in its job, and comes back when another one has done it. The row
/// turns the clock: a schedule's next time is put back to one that has passed.
/// </summary>
[Trait("Fault", "F7")]
[Trait("Requirement", "R60")]
[Trait("Server", "PostgreSQL")]
public sealed class F07_ScheduleHolderFrozen(ITestOutputHelper output)
{
    private const string AtTurn = "freeze at its turn";
    private const string InJob = "freeze in its job";
    private const int BoundMs = 10_000;
    private static readonly DateTime First = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // What a worker is told while it is waited for that it has been frozen.
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(150);

    [Fact]
    public async Task Another_process_runs_the_schedule_soon_and_no_time_of_it_has_its_effect_twice()
    {
        await using var run = new FaultRun("F7", output);
        await using var database = await TestDatabase.PostgreSqlAsync();
        await using var bank = await Bank.OpenAsync(database, "Savings:ClockMs=500", "Seaworthy:Jobs:HeartbeatMs=300", "Seaworthy:Jobs:LostAfterMs=1000");
        var links = Enumerable.Range(0, 2).Select(_ => bank.OwnLink()).ToArray();
        await Task.WhenAll([bank.ServeAsync("Seaworthy:Jobs:Enabled=false"), .. links.Select(own => bank.WorkAsync(own.Setting))]);
        await using var depositors = new Depositors(run.Seed, bank.Addresses, run.History);
        depositors.Start();
        await depositors.UntilAcknowledgedAsync(10);
        await Until.Async("the schedule", Patience, async () => (await bank.Books.ReadAsync("select name from savings.job_schedules", row => row.GetString(0))).Count == 1);

        var drawn = Schedule.Draw(run.Random, FaultRun.IsDeep ? 5 : 1, targets: 1, after: 500, FaultRun.IsDeep ? (500, 2000) : (300, 600), AtTurn, InJob);
        IReadOnlyList<Stroke> strokes = [.. drawn, drawn[^1] with { Fault = drawn[^1].Fault == AtTurn ? InJob : AtTurn }];
        var times = new List<string>();
        await run.StrikeAsync(strokes, async stroke =>
        {
            var time = First.AddMinutes(times.Count);
            times.Add(Clerk.Shown(time));
            await (stroke.Fault == AtTurn ? FreezeAtTurnAsync(run, bank, [.. links.Select(own => own.Link)], time, stroke.For) : FreezeInJobAsync(run, bank, time, stroke.For));
        });

        await run.JudgeAsync(bank, depositors);
        var struck = await StruckAsync(bank);
        times.Except(struck).ShouldBeEmpty($"times that nobody ran, SEAWORTHY_SEED={run.Seed}");
        struck.CountBy(time => time).Where(time => time.Value > 1).ShouldBeEmpty($"times that ran twice, SEAWORTHY_SEED={run.Seed}");
        run.Done();
    }

    private static async Task FreezeInJobAsync(FaultRun run, Bank bank, DateTime time, TimeSpan wait)
    {
        await TurnClockAsync(bank, time);
        Node? holder = null;
        await Until.Async("a process that runs the schedule's job", Patience, async () => (holder = await HolderAsync(bank)) is not null);
        await holder!.FreezeAsync();
        await ElsewhereAsync(run, bank, time, wait);
        await holder.GoOnAsync();
    }

    private static async Task FreezeAtTurnAsync(FaultRun run, Bank bank, FaultProxy[] links, DateTime time, TimeSpan wait)
    {
        var frozen = new TaskCompletionSource<Node>(TaskCreationOptions.RunContinuationsAsynchronously);
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        foreach (var (link, worker) in links.Zip(bank.Workers))
        {
            link.Delay = Slow;
            link.Trap = new(WireMark.SchedulePassed, after: 0, isForwarded: true, async () =>
            {
                Array.ForEach(links, one => one.Trap = null);
                await worker.FreezeAsync();
                frozen.TrySetResult(worker);
                await over.Task;
            });
        }

        await TurnClockAsync(bank, time);
        var holder = await frozen.Task.WaitAsync(Patience);
        Array.ForEach(links, link => link.Delay = TimeSpan.Zero);
        await ElsewhereAsync(run, bank, time, wait);
        await holder.GoOnAsync();
        over.SetResult();
    }

    private static async Task ElsewhereAsync(FaultRun run, Bank bank, DateTime time, TimeSpan wait)
    {
        await run.ExpectAsync("ran elsewhere", TimeSpan.FromMilliseconds(FaultRun.IsDeep ? BoundMs : 2 * BoundMs), async () => (await StruckAsync(bank)).Contains(Clerk.Shown(time)));
        await Task.Delay(wait);
    }

    private static async Task<Node?> HolderAsync(Bank bank)
    {
        var names = await bank.Books.ReadAsync(
            "select name from savings.job_workers where id in (select worker from savings.jobs where state = 1 and kind = 'clock')", row => row.GetString(0));
        return bank.Workers.FirstOrDefault(worker => names.Any(name => name.EndsWith(string.Create(CultureInfo.InvariantCulture, $":{worker.Pid}"), StringComparison.Ordinal)));
    }

    private static async Task TurnClockAsync(Bank bank, DateTime time) =>
        await bank.Books.ReadAsync($"update savings.job_schedules set next_at = '{Clerk.Shown(time)}' returning name", row => row.GetString(0));

    private static Task<List<string>> StruckAsync(Bank bank) => bank.Books.ReadAsync("select struck_at from savings.strikes", row => row.GetString(0));
}
