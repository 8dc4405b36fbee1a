using Seaworthy.Faults.Harness;
using Xunit.Abstractions;

namespace Seaworthy.Faults.Rows;

/// <summary>F28: jobs that nobody can do: they throw, kill their process, or take all its memory.</summary>
[Trait("Fault", "F28")]
[Trait("Requirement", "R60")]
[Trait("Server", "PostgreSQL")]
public sealed class F28_Poison(ITestOutputHelper output)
{
    private const int Attempts = 3;

    [Fact]
    public async Task It_is_given_up_after_its_attempts_and_all_other_jobs_are_done()
    {
        await using var run = new FaultRun("F28", output);
        await using var database = await TestDatabase.PostgreSqlAsync();
        await using var bank = await Bank.OpenAsync(database, "Seaworthy:Jobs:HeartbeatMs=300", "Seaworthy:Jobs:LostAfterMs=1000");
        await Task.WhenAll(bank.ServeAsync("Seaworthy:Jobs:Enabled=false"), bank.WorkAsync());
        var worker = bank.Workers.Single();
        await using var depositors = new Depositors(run.Seed, bank.Addresses, run.History);
        depositors.Start();

        var kinds = Schedule.Draw(run.Random, 3, targets: 1, after: 300, (0, 0), "throw", "kill", "memory");
        using var over = new CancellationTokenSource();
        var supervisor = SuperviseAsync(worker, over.Token);
        await run.StrikeAsync(kinds, stroke => bank.PoisonAsync(stroke.Fault));
        await WaitUntilDeadAsync(bank, kinds.Count);
        await over.CancelAsync();
        run.Measure("deaths", await supervisor);

        await run.JudgeAsync(bank, depositors);
        (await bank.Books.ReadAsync("select attempt, last_error from savings.finished_jobs where kind = 'poison'", row => (row.GetInt32(0), row.GetString(1))))
            .ShouldAllBe(dead => dead.Item1 == Attempts && dead.Item2.Length > 0);
        run.Done();
    }

    // As a supervisor does: whoever dies is started again.
    private static async Task<int> SuperviseAsync(Node worker, CancellationToken over)
    {
        for (var deaths = 0; ; deaths++)
        {
            try
            {
                await worker.EndedAsync(over);
            }
            catch (OperationCanceledException)
            {
                return deaths;
            }

            await worker.StartAsync();
        }
    }

    private static async Task WaitUntilDeadAsync(Bank bank, int count)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while ((await bank.Books.DeadAsync()).Count < count)
        {
            await Task.Delay(50, patience.Token);
        }
    }
}
