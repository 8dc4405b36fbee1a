using System.Data.Common;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Seaworthy.EntityFrameworkCore.Engines;

/// <summary>PostgreSQL 15 or newer: one pool for all services of the process, one schema per service.</summary>
internal sealed class PostgreSqlEngine(NpgsqlDataSource source, string schema) : DatabaseEngine
{
    public override string Name => "postgresql";

    public override string Place { get; } = Describe(source.ConnectionString);

    public override string? Schema => schema;

    public override async ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken) =>
        await source.OpenConnectionAsync(cancellationToken);

    public override void Configure(DbContextOptionsBuilder options) => options.UseNpgsql(source);

    public override ValueTask<IDisposable?> WaitToWriteAsync(CancellationToken cancellationToken) => default;

    public override async Task<IAsyncDisposable> LockMigrationsAsync(CancellationToken cancellationToken)
    {
        // Held by the session: a process that dies lets go of it.
        var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand("select pg_advisory_lock(hashtextextended('seaworthy.migrations.' || $1, 0))", connection)
        {
            Parameters = { new() { Value = schema } },
            CommandTimeout = 0,
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
        return new Unlock(connection, schema);
    }

    public override bool MeansUnavailable(Exception exception) => exception switch
    {
        // Class 57P is the operator's doing, 53 a server out of resources, 08 a broken connection.
        PostgresException error => error.SqlState.StartsWith("57P", StringComparison.Ordinal)
            || error.SqlState.StartsWith("53", StringComparison.Ordinal)
            || error.SqlState.StartsWith("08", StringComparison.Ordinal),
        NpgsqlException => true,
        SocketException => true,
        _ => false,
    };

    public override string? UniqueViolation(Exception exception) =>
        exception.GetBaseException() is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } error
            ? error.ConstraintName
            : null;

    public override string TableExists(string table) =>
        $"select count(*) from pg_tables where schemaname = '{schema}' and tablename = '{table}'";

    public override DbParameter Clone(DbParameter template) => ((NpgsqlParameter)template).Clone();

    // The pool belongs to the process, not to the service.
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static string Describe(string connectionString)
    {
        var parts = new NpgsqlConnectionStringBuilder(connectionString);
        return $"{parts.Host}:{parts.Port}/{parts.Database}";
    }

    private sealed class Unlock(NpgsqlConnection connection, string schema) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await using (connection)
            {
                await using var command = new NpgsqlCommand("select pg_advisory_unlock(hashtextextended('seaworthy.migrations.' || $1, 0))", connection)
                {
                    Parameters = { new() { Value = schema } },
                };
                await command.ExecuteNonQueryAsync();
            }
        }
    }
}
