using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Seaworthy.Api.Problems;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Grocery.Data;

namespace Seaworthy.IntegrationTests.Data;

/// <summary>A transaction that stands still, as that of a process which is frozen or cut off does.</summary>
[Trait("Requirement", "R31")]
[Trait("Server", "PostgreSQL")]
public sealed class IdleTransactionTests : IAsyncLifetime
{
    private GroceryData _data = null!;

    public async Task InitializeAsync()
    {
        _data = await GroceryData.CreateAsync("postgresql");
        await _data.Database.MigrateUpAsync(null, default);
    }

    public async Task DisposeAsync() => await _data.DisposeAsync();

    [Fact]
    public async Task The_server_ends_it_and_whoever_comes_back_to_it_is_told_to_try_again()
    {
        await using var app = _data.Another(("Seaworthy:Database:IdleTransactionMs", "100"));
        var session = app.Services.GetRequiredService<Session<GroceryDb>>();

        var told = await Should.ThrowAsync<Exception>(session.WriteAsync(
            async (db, ct) =>
            {
                db.Categories.Add(new() { Name = "still", Slug = "still" });
                await db.SaveChangesAsync(ct);
                await UntilGoneAsync(((NpgsqlConnection)db.Database.GetDbConnection()).ProcessID);
                return await db.Categories.CountAsync(ct);
            },
            default));

        new DatabaseProblems([_data.Database.Sql]).For(told).ShouldNotBeNull().Type.ShouldBe(ProblemTypes.Unavailable);
        (await _data.Session.ReadAsync((db, ct) => db.Categories.CountAsync(ct), default)).ShouldBe(0);
    }

    [Fact]
    public async Task A_minute_is_what_it_has_where_nothing_else_is_said()
    {
        var said = await _data.Session.ReadAsync(new("select current_setting('idle_in_transaction_session_timeout') || ' ' || current_setting('tcp_keepalives_idle') || ' ' || current_setting('TimeZone')"), row => row.GetString(0), default);

        said.ShouldBe(["1min 30 UTC"]);
    }

    private async Task UntilGoneAsync(int process)
    {
        await using var connection = await _data.Database.Sql.OpenProbeAsync(default);
        await using var command = connection.CreateCommand();
        command.CommandText =
            $"do 'begin while exists (select 1 from pg_stat_activity where pid = {process}) loop perform pg_sleep(0.01); perform pg_stat_clear_snapshot(); end loop; end'";
        await command.ExecuteNonQueryAsync();
    }
}
