using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Seaworthy.EntityFrameworkCore.Engines;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Grocery.Data;

namespace Seaworthy.IntegrationTests.Data;

/// <summary>Connections are not reset when they go back to the pool; a transaction must not go with them.</summary>
[Trait("Requirement", "R32")]
[Trait("Server", "PostgreSQL")]
public sealed class PooledConnectionTests : IAsyncLifetime
{
    private GroceryData _data = null!;

    public async Task InitializeAsync()
    {
        _data = await GroceryData.CreateAsync("postgresql");
        await _data.Database.MigrateUpAsync(null, default);
    }

    public async Task DisposeAsync() => await _data.DisposeAsync();

    [Theory]
    [InlineData("insert into grocery.categories (name, slug) values ('left', 'left')")]
    [InlineData("set local statement_timeout = 12345")]
    public async Task A_transaction_that_was_left_open_is_rolled_back_before_its_connection_serves_another(string statement)
    {
        var process = await LeaveAsync(statement);

        await using var same = await AgainAsync(process);
        await using var command = same.CreateCommand();
        command.CommandText = "select coalesce(pg_current_xact_id_if_assigned()::text, 'none') || ' ' || current_setting('statement_timeout') || ' ' || (select count(*) from grocery.categories)";
        var said = (string)(await command.ExecuteScalarAsync())!;

        said.ShouldBe("none 30s 0");
    }

    [Fact]
    [Trait("Requirement", "R31")]
    public async Task Whoever_lost_a_connection_spares_others_the_next_ones_that_end_while_they_wait()
    {
        await EndAllAsync(await ManyAsync(5));
        await Should.ThrowAsync<NpgsqlException>(UseAsync);
        _data.Database.Sql.LostConnection();

        // Npgsql has emptied its pool with the first; of those that end after it knows nothing.
        await EndAllAsync(await ManyAsync(5));
        for (var i = 0; i < 5; i++)
        {
            await UseAsync();
        }
    }

    [Fact]
    [Trait("Requirement", "R31")]
    public async Task However_a_connection_ends_the_next_one_gets_its_turn()
    {
        await using var one = _data.Another(("Seaworthy:Database:MaxPoolSize", "1"), ("Seaworthy:Database:ConnectTimeoutSeconds", "3"));
        var (sql, session) = (one.Services.GetRequiredService<ServiceDatabase<GroceryDb>>().Sql, one.Services.GetRequiredService<Session<GroceryDb>>());
        for (var i = 0; i < 2; i++)
        {
            // Closed, broken, given back by EF Core, broken in its hands, and never opened.
            await (await sql.OpenAsync(default)).DisposeAsync();
            await using (var broken = await sql.OpenAsync(default))
            {
                await EndAllAsync(sql, [((NpgsqlConnection)broken).ProcessID]);
                await Should.ThrowAsync<NpgsqlException>(UseAsync(broken));
            }

            await session.ReadAsync((db, ct) => db.Categories.CountAsync(ct), default);
            await Should.ThrowAsync<Exception>(session.WriteAsync((db, ct) => db.Database.ExecuteSqlRawAsync("select pg_terminate_backend(pg_backend_pid())", ct), default));
            using var gone = new CancellationTokenSource();
            await gone.CancelAsync();
            await Should.ThrowAsync<Exception>(sql.OpenAsync(gone.Token).AsTask());
        }
    }

    /// <summary>Many connections that wait in the pool.</summary>
    private async Task<int[]> ManyAsync(int count)
    {
        var connections = new List<DbConnection>();
        for (var i = 0; i < count; i++)
        {
            connections.Add(await _data.Database.Sql.OpenAsync(default));
        }

        var processes = connections.Select(connection => ((NpgsqlConnection)connection).ProcessID).ToArray();
        connections.ForEach(connection => connection.Dispose());
        return processes;
    }

    private Task EndAllAsync(int[] processes) => EndAllAsync(_data.Database.Sql, processes);

    private static async Task EndAllAsync(DatabaseEngine sql, int[] processes)
    {
        await using var connection = await sql.OpenProbeAsync(default);
        await using var command = connection.CreateCommand();
        // With a time: it returns when they are gone.
        command.CommandText = $"select count(*) filter (where pg_terminate_backend(pid, 10000)) from unnest(array[{string.Join(',', processes)}]) as pid";
        (await command.ExecuteScalarAsync()).ShouldBe((long)processes.Length);
    }

    private async Task UseAsync()
    {
        await using var connection = await _data.Database.Sql.OpenAsync(default);
        await UseAsync(connection);
    }

    private static async Task UseAsync(DbConnection connection)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "select 1";
        await command.ExecuteScalarAsync();
    }

    /// <summary>The connection of that process, out of all that the pool keeps.</summary>
    private async Task<DbConnection> AgainAsync(int process)
    {
        var others = new List<DbConnection>();
        try
        {
            while (true)
            {
                var connection = await _data.Database.Sql.OpenAsync(default);
                if (((NpgsqlConnection)connection).ProcessID == process)
                {
                    return connection;
                }

                others.Add(connection);
                others.Count.ShouldBeLessThan(10);
            }
        }
        finally
        {
            others.ForEach(connection => connection.Dispose());
        }
    }

    private async Task<int> LeaveAsync(string statement)
    {
        await using var connection = await _data.Database.Sql.OpenAsync(default);
        await connection.BeginTransactionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        await command.ExecuteNonQueryAsync();
        return ((NpgsqlConnection)connection).ProcessID;
    }
}
