using Npgsql;
using Seaworthy.Faults.Harness;
using Xunit.Abstractions;

namespace Seaworthy.Faults.Rows;

/// <summary>F11: somebody ends connections on the server (pg_terminate_backend), twenty a second, whatever they are doing.</summary>
[Trait("Fault", "F11")]
[Trait("Requirement", "R31")]
[Trait("Server", "PostgreSQL")]
public sealed class F11_ConnectionsTerminated(ITestOutputHelper output)
{
    // A busy machine has more of them at work when they are ended, and those cannot be saved.
    private static double Served => FaultRun.IsDeep ? 0.95 : 0.7;

    [Fact]
    public async Task Nearly_all_are_served_all_the_same_and_nothing_is_lost_or_doubled()
    {
        await using var run = new FaultRun("F11", output);
        await using var database = await TestDatabase.PostgreSqlAsync();
        await using var bank = await Bank.OpenAsync(database);
        await Task.WhenAll(bank.ServeAsync(), bank.ServeAsync());
        await using var depositors = new Depositors(run.Seed, bank.Addresses, run.History);
        depositors.Start();
        await depositors.UntilAcknowledgedAsync(20);
        var (acknowledged, failed) = (run.History.Acknowledged.Count, run.History.Failed);

        // Twenty a second: one each fifty milliseconds, drawn among those that are there.
        await using var killer = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database.Url) { Pooling = false }.ConnectionString);
        var ended = 0;
        await run.StrikeAsync(Schedule.Draw(run.Random, FaultRun.IsDeep ? 200 : 60, targets: 1000, after: 80, (0, 0), "terminate"), async stroke =>
        {
            await using var command = killer.CreateCommand(
                "with backends as (select pid, row_number() over (order by pid) - 1 as place, count(*) over () as total from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend') "
                + $"select count(pg_terminate_backend(pid)) from backends where place = {stroke.Target} % total");
            ended += (int)(long)(await command.ExecuteScalarAsync())!;
        });

        var served = run.History.Acknowledged.Count - acknowledged;
        var unserved = run.History.Failed.Refused + run.History.Failed.Unanswered - failed.Refused - failed.Unanswered;
        run.Measure("ended connections", ended);
        run.Measure("served permille", 1000.0 * served / (served + unserved));
        await run.JudgeAsync(bank, depositors);
        (served / (double)(served + unserved)).ShouldBeGreaterThan(Served, $"F11 SEAWORTHY_SEED={run.Seed}");
        run.Done();
    }
}
