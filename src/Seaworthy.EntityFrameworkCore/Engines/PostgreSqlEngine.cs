using System.Data.Common;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Seaworthy.EntityFrameworkCore.Engines;

/// <summary>PostgreSQL 15 or newer: one pool for all services of the process, one schema per service.</summary>
internal sealed class PostgreSqlEngine(PostgreSqlPools pools, string schema) : DatabaseEngine
{
    // A start may be this much later than it could be; a waiting process costs the server this many questions.
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(250);

    private const string IdleTransaction = "25P03"; // idle_in_transaction_session_timeout

    public PostgreSqlPools Pools => pools;

    public override string Name => "postgresql";

    public override string Place { get; } = Describe(pools.Work.ConnectionString);

    public override string? Schema => schema;

    public override string SkipLocked => " for update skip locked";

    public override ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken) => pools.Opened.OpenAsync(cancellationToken);

    public override async ValueTask<DbConnection> OpenProbeAsync(CancellationToken cancellationToken) =>
        await pools.Probes.OpenConnectionAsync(cancellationToken);

    public override void Configure(DbContextOptionsBuilder options) => options.UseNpgsql(pools.Work).AddInterceptors(pools.Opened);

    internal override void LostConnection() => pools.Opened.Lost();

    public override ValueTask<IDisposable?> WaitToWriteAsync(CancellationToken cancellationToken) => default;

    // Held by the session, and the session is nobody else's: a process that dies lets go of it, and so does one that is
    // stopped while it waits. Asked again and again, because a statement that waits in the server has a snapshot, and an index
    // that is built concurrently by whoever holds the lock would wait for it.
    public override async Task<MigrationTurn> LockMigrationsAsync(CancellationToken cancellationToken)
    {
        var connection = await pools.Migrations.OpenConnectionAsync(cancellationToken);
        try
        {
            await using var command = new NpgsqlCommand("set statement_timeout = 0", connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
            command.CommandText = $"select pg_try_advisory_lock(hashtextextended('seaworthy.migrations.{schema}', 0))";
            while (await command.ExecuteScalarAsync(cancellationToken) is not true)
            {
                await Task.Delay(BetweenTries, cancellationToken);
            }

            return new(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
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

    public override bool MeansEnded(Exception exception) => exception
        is PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown }
        or NpgsqlException { InnerException: IOException or SocketException };

    public override bool MeansBusy(Exception exception) => exception is PostgresException
    {
        SqlState: PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.DeadlockDetected
            or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.LockNotAvailable or IdleTransaction,
    };

    public override bool MeansFull(Exception exception) => exception is PostgresException { SqlState: PostgresErrorCodes.DiskFull };

    public override string? UniqueViolation(Exception exception) => exception is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } error ? error.ConstraintName : null;

    public override bool MeansReferenceViolated(Exception exception) =>
        exception is PostgresException { SqlState: PostgresErrorCodes.ForeignKeyViolation or PostgresErrorCodes.RestrictViolation };

    public override string? CheckViolation(Exception exception) => exception is PostgresException { SqlState: PostgresErrorCodes.CheckViolation } error ? error.ConstraintName : null;

    public override string TurnOf(string parameter) => $"pg_try_advisory_xact_lock({parameter})";

    public override string TableExists(string table) =>
        $"select count(*) from pg_tables where schemaname = '{schema}' and tablename = '{table}'";

    public override DbParameter Clone(DbParameter template) => ((NpgsqlParameter)template).Clone();

    public override async Task<IReadOnlyList<long>> TakeIdsAsync(
        DbConnection connection, DbTransaction transaction, string table, int count, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"select nextval(pg_get_serial_sequence('{schema}.{table}', 'id')) from generate_series(1, {count})";
        var ids = new List<long>(count);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            ids.Add(rows.GetInt64(0));
        }

        return ids;
    }

    public override async Task InsertManyAsync(
        DbConnection connection, DbTransaction transaction, string table, IReadOnlyList<string> columns, IEnumerable<object?[]> rows, CancellationToken cancellationToken)
    {
        await using var copy = await ((NpgsqlConnection)connection).BeginBinaryImportAsync(
            $"copy {schema}.{table} ({string.Join(", ", columns)}) from stdin (format binary)", cancellationToken);
        foreach (var row in rows)
        {
            await copy.StartRowAsync(cancellationToken);
            foreach (var value in row)
            {
                await WriteAsync(copy, value, cancellationToken);
            }
        }

        await copy.CompleteAsync(cancellationToken);
    }

    public override async Task<IReadOnlyList<int>> ExecuteAsync(
        DbConnection connection, DbTransaction? transaction, IReadOnlyList<SqlStatement> statements, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch((NpgsqlConnection)connection, (NpgsqlTransaction?)transaction);
        foreach (var (sql, values) in statements)
        {
            var command = new NpgsqlBatchCommand(sql);
            Add(command.Parameters, values);
            batch.BatchCommands.Add(command);
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
        return [.. batch.BatchCommands.Cast<NpgsqlBatchCommand>().Select(command => command.RecordsAffected)];
    }

    // What is sent together and has no transaction around it is one by itself.
    public override async Task<string?> ExecuteAloneAsync(IReadOnlyList<SqlStatement> statements, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        try
        {
            await ExecuteAsync(connection, null, statements, CancellationToken.None);
            return null;
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.CheckViolation)
        {
            return refused.ConstraintName;
        }
    }

    public override DbCommand Command(DbConnection connection, SqlStatement statement)
    {
        var command = new NpgsqlCommand(statement.Sql, (NpgsqlConnection)connection);
        Add(command.Parameters, statement.Values);
        return command;
    }

    private static void Add(NpgsqlParameterCollection parameters, object?[] values)
    {
        foreach (var value in values)
        {
            parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        }
    }

    private static Task WriteAsync(NpgsqlBinaryImporter copy, object? value, CancellationToken cancellationToken) => value switch
    {
        null => copy.WriteNullAsync(cancellationToken),
        long number => copy.WriteAsync(number, cancellationToken),
        int number => copy.WriteAsync(number, cancellationToken),
        bool flag => copy.WriteAsync(flag, cancellationToken),
        string text => copy.WriteAsync(text, cancellationToken),
        DateTime instant => copy.WriteAsync(instant, cancellationToken),
        Guid id => copy.WriteAsync(id, cancellationToken),
        _ => throw new NotSupportedException($"{value.GetType().Name} is no column type of ours"),
    };

    // The pool belongs to the process, not to the service.
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static string Describe(string connectionString)
    {
        var parts = new NpgsqlConnectionStringBuilder(connectionString);
        return $"{parts.Host}:{parts.Port}/{parts.Database}";
    }
}
