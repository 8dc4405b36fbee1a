using System.Data.Common;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.IntegrationTests.Caching;

namespace Seaworthy.IntegrationTests.Data;

[Trait("Requirement", "R27")]
public abstract class HardMigrationTests(string engine) : IAsyncLifetime
{
    private TestDatabase _files = null!;
    private WebApplication _app = null!;

    internal ServiceDatabase<HardDb> Database => HardModule.DatabaseOf(_app);

    public async Task InitializeAsync()
    {
        _files = engine == "sqlite" ? TestDatabase.Sqlite() : await TestDatabase.PostgreSqlAsync();
        _app = Another();
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        await _files.DisposeAsync();
    }

    [Fact]
    public async Task Statements_that_must_stand_outside_a_transaction_do()
    {
        await Database.MigrateUpAsync(null, default);

        (await Database.MigrationsAsync(default)).ShouldAllBe(migration => migration.Applied);
        (await CountAsync("children")).ShouldBe(1);
    }

    [Fact]
    public async Task A_script_is_all_that_up_runs()
    {
        var script = await Database.ScriptAsync(null, default);
        await using (var turn = await Database.Sql.LockMigrationsAsync(default))
        {
            await RunAsync(turn.Connection, script);
        }

        (await Database.MigrationsAsync(default)).ShouldAllBe(migration => migration.Applied);
        (await CountAsync("children")).ShouldBe(1);
        (await Database.ScriptAsync(null, default)).ShouldBeEmpty();
        (await Database.MigrateUpAsync(null, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_script_up_to_a_name_stops_there()
    {
        var script = await Database.ScriptAsync("1_Slow", default);

        script.ShouldContain("1_Slow");
        script.ShouldNotContain("2_Outside");
    }

    [Fact]
    public async Task Undoing_down_to_what_is_not_applied_is_refused()
    {
        await Database.MigrateUpAsync("1_Slow", default);

        var error = await Should.ThrowAsync<ArgumentException>(Database.MigrateDownAsync("2_Outside", default));

        error.Message.ShouldContain("'2_Outside' is not applied");
        (await Database.MigrationsAsync(default)).Select(migration => migration.Applied).ShouldBe([true, false]);
    }

    protected WebApplication Another() => HardModule.Build(_files, ("Seaworthy:Database:StatementTimeoutMs", "300"));

    protected async Task<long> CountAsync(string table, string where = "true")
    {
        await using var connection = await Database.Sql.OpenAsync(default);
        await using var command = connection.CreateCommand();
        command.CommandText = $"select count(*) from {(Database.Sql.Schema is { } schema && !table.Contains('_', StringComparison.Ordinal) ? schema + "." : "")}{table} where {where}";
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    // As psql and sqlite3 do it: one statement after the other, each ending with a semicolon at the end of a line.
    private static async Task RunAsync(DbConnection connection, string script)
    {
        foreach (var statement in script.Split(";" + Environment.NewLine, StringSplitOptions.RemoveEmptyEntries))
        {
            await using var command = connection.CreateCommand();
            command.CommandText = statement;
            await command.ExecuteNonQueryAsync();
        }
    }
}

public sealed class Hard_migrations_on_SQLite() : HardMigrationTests("sqlite");

[Trait("Server", "PostgreSQL")]
public sealed class Hard_migrations_on_PostgreSQL() : HardMigrationTests("postgresql")
{
    private const string Asking = "datname = current_database() and query like 'select pg_try_advisory_lock%'";

    [Fact]
    [Trait("Requirement", "R31")]
    public async Task A_migration_and_the_wait_for_it_may_take_longer_than_any_statement_of_a_request()
    {
        await using var another = Another();

        var applied = await Task.WhenAll(
            Database.MigrateUpAsync(null, default), HardModule.DatabaseOf(another).MigrateUpAsync(null, default));

        applied.SelectMany(ids => ids).ShouldBe(["1_Slow", "2_Outside"]);
    }

    [Fact]
    public async Task A_wait_that_is_given_up_leaves_no_connection_and_no_lock()
    {
        await using var another = Another();
        using var given = new CancellationTokenSource();
        await using (await Database.Sql.LockMigrationsAsync(default))
        {
            var waits = HardModule.DatabaseOf(another).MigrateUpAsync(null, given.Token);
            await Wait.UntilAsync(async () => await CountAsync("pg_stat_activity", Asking) == 2);

            await given.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(waits);
            // The one that holds it; the server forgets the other a moment after its connection is closed.
            await Wait.UntilAsync(async () => await CountAsync("pg_stat_activity", Asking) == 1);
        }

        await using var free = await HardModule.DatabaseOf(another).Sql.LockMigrationsAsync(default);
    }
}
