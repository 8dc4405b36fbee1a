using System.Net;
using Npgsql;
using Seaworthy.Faults.Harness;
using Seaworthy.Faults.Subject;
using Xunit.Abstractions;

namespace Seaworthy.Faults.Rows;

/// <summary>F15: there are no connections: others have all that PostgreSQL takes, or slow statements have all that the process may have, and those who ask for them do not stop.</summary>
[Trait("Fault", "F15")]
[Trait("Requirement", "R31")]
[Trait("Server", "PostgreSQL")]
public sealed class F15_ConnectionsUsedUp(ITestOutputHelper output)
{
    private const string Others = "others have all";
    private const string Slow = "slow statements have all";
    private const int OfServer = 30;
    private const int OfPool = 8;
    private const int WaitMs = 500;
    private const int SlowCallers = 24;

    [Fact]
    public async Task Who_finds_none_is_told_in_time_and_what_is_critical_or_needs_none_goes_on()
    {
        await using var run = new FaultRun("F15", output);
        await using var server = await PostgresServer.StartAsync(connections: OfServer);
        await using var database = await TestDatabase.PostgreSqlAsync(server.Url);
        await using var bank = await Bank.OpenAsync(database, $"Seaworthy:Database:MaxPoolSize={OfPool}", $"Seaworthy:Database:PoolWaitMs={WaitMs}");
        var node = (await bank.ServeAsync()).Address;
        await using var depositors = new Depositors(run.Seed, bank.Addresses, run.History);
        depositors.Start();
        await depositors.UntilAcknowledgedAsync(20);

        var drawn = Schedule.Draw(run.Random, FaultRun.IsDeep ? 3 : 1, targets: 1, after: 200, (1000, 2000), Others, Slow);
        await run.StrikeAsync([.. drawn, drawn[^1] with { Fault = drawn[^1].Fault == Others ? Slow : Others }], async stroke =>
        {
            await using var critical = new Asker(new(node, $"/savings/counter/{SavingsModule.Accounts[0]}"));
            await using var without = new Asker(new(node, "/savings/work"));
            await (stroke.Fault == Others ? TakeAllAsync(server, stroke.For) : SearchAsync(run, node, stroke.For));
            await Task.WhenAll(critical.StopAsync(), without.StopAsync());

            critical.Answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.OK, $"SEAWORTHY_SEED={run.Seed}");
            without.Answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.OK, $"SEAWORTHY_SEED={run.Seed}");
            critical.Answers.Count.ShouldBeGreaterThan(4);
            run.Measure("critical answers", critical.Answers.Count);
            run.Measure("slowest of them", critical.Answers.Max(answer => answer.Ms));
            run.Measure("slowest without", without.Answers.Max(answer => answer.Ms));
            await depositors.UntilAcknowledgedAsync(4);
        });

        await run.JudgeAsync(bank, depositors);
        run.Done();
    }

    // What is open in the bank's pool stays open, and is all that it has.
    private static async Task TakeAllAsync(PostgresServer server, TimeSpan time)
    {
        var taken = new List<NpgsqlConnection>();
        try
        {
            while (await TakeAsync(server) is { } one)
            {
                taken.Add(one);
            }

            await Task.Delay(time);
        }
        finally
        {
            foreach (var one in taken)
            {
                await one.DisposeAsync();
            }
        }
    }

    private static async Task<NpgsqlConnection?> TakeAsync(PostgresServer server)
    {
        var one = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server.Url) { Pooling = false }.ConnectionString);
        try
        {
            await one.OpenAsync();
            return one;
        }
        catch (PostgresException full) when (full.SqlState == PostgresErrorCodes.TooManyConnections)
        {
            await one.DisposeAsync();
            return null;
        }
    }

    private static async Task SearchAsync(FaultRun run, Uri node, TimeSpan time)
    {
        var callers = Enumerable.Range(0, SlowCallers).Select(_ => new Asker(new(node, $"/savings/archive/{time.TotalMilliseconds:0}"))).ToList();
        await Task.Delay(time);
        await Task.WhenAll(callers.Select(caller => caller.DisposeAsync().AsTask()));
        var answers = callers.SelectMany(caller => caller.Answers).ToList();
        var refused = answers.Where(answer => answer.Status != HttpStatusCode.OK).ToList();
        var where = $"SEAWORTHY_SEED={run.Seed}, history in {run.History.Path}";
        answers.Count.ShouldBeGreaterThan(refused.Count, where);
        refused.ShouldNotBeEmpty(where);
        refused.ShouldAllBe(answer => answer.Status == HttpStatusCode.ServiceUnavailable && answer.IsTold, where);
        run.Within("slowest refusal", refused.Max(answer => answer.Ms), FaultRun.IsDeep ? WaitMs + 500 : 20 * WaitMs);
    }
}
