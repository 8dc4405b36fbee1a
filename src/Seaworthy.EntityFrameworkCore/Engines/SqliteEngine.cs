using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace Seaworthy.EntityFrameworkCore.Engines;

/// <summary>
/// The embedded engine: one file per service in WAL mode, one process per file. Readers have connections of their own and
/// never wait; writers take turns in a <see cref="WriteQueue"/>. Commits are synced to disk (<c>synchronous=FULL</c>,
/// SQLite's own default).
/// </summary>
internal sealed class SqliteEngine : DatabaseEngine
{
    private readonly SqliteProvider _provider;
    private readonly WriteQueue _writers = new();
    private readonly string _connectionString;
    private readonly SqliteClaim _claim;

    public SqliteEngine(SqliteProvider provider, string path)
    {
        _provider = provider;
        Place = path;
        _connectionString = $"Data Source={path};Foreign Keys=True;Default Timeout=30";
        _claim = new SqliteClaim(path, UseWal);
    }

    public override string Name => "sqlite";

    public override string Place { get; }

    public override string? Schema => null;

    public override string SkipLocked => "";

    public WriteQueue Writers => _writers;

    // Not in the constructor: commands that only look at routes and settings must not claim the file.
    public override void Prepare() => _claim.Take();

    public override ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        Prepare();
        return new(Open());
    }

    // Beside a process that serves the file, and before there is one.
    public override ValueTask<DbConnection?> OpenToLookAsync(CancellationToken cancellationToken) =>
        new(File.Exists(Place) ? Checked(Open($"{_connectionString};Mode=ReadOnly"), "PRAGMA schema_version") : null);

    public override void Configure(DbContextOptionsBuilder options) => _provider.Use(options, _connectionString);

    public override async ValueTask<IDisposable?> WaitToWriteAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _writers.EnterAsync(cancellationToken);
        }
        catch (OperationCanceledException exception)
        {
            throw new DatabaseBusyException("SQLite's one writer was busy until the request's deadline, or until its caller left.", exception);
        }
    }

    // One process per file: its own queue is lock enough. Whoever stops waiting here has no deadline: it is Ctrl+C.
    public override async Task<MigrationTurn> LockMigrationsAsync(CancellationToken cancellationToken)
    {
        var turn = await _writers.EnterAsync(cancellationToken);
        try
        {
            return new(await OpenAsync(cancellationToken), turn);
        }
        catch
        {
            turn?.Dispose();
            throw;
        }
    }

    public override bool MeansUnavailable(Exception exception) => SqliteErrors.MeansUnavailable(exception);

    // Its one writer is waited for in a queue of ours, which says so itself.
    public override bool MeansBusy(Exception exception) => false;

    public override bool MeansFull(Exception exception) => SqliteErrors.MeansFull(exception);

    public override string? UniqueViolation(Exception exception) => SqliteErrors.UniqueViolation(exception);

    public override bool MeansReferenceViolated(Exception exception) => SqliteErrors.MeansReferenceViolated(exception);

    public override string? CheckViolation(Exception exception) => SqliteErrors.CheckViolation(exception);

    public override string TurnOf(string parameter) => $"{parameter} is not null";

    public override string TableExists(string table) =>
        $"select count(*) from sqlite_master where type = 'table' and name = '{table}'";

    public override DbParameter Clone(DbParameter template)
    {
        var clone = _provider.Factory.CreateParameter()!;
        clone.ParameterName = template.ParameterName;
        return clone;
    }

    // The writer's turn is ours: nobody else can take an id meanwhile. AUTOINCREMENT keeps the highest id ever given.
    public override async Task<IReadOnlyList<long>> TakeIdsAsync(
        DbConnection connection, DbTransaction transaction, string table, int count, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"select coalesce((select seq from sqlite_sequence where name = '{table}'), 0)";
        var last = Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
        return [.. Enumerable.Range(1, count).Select(n => last + n)];
    }

    public override Task InsertManyAsync(
        DbConnection connection, DbTransaction transaction, string table, IReadOnlyList<string> columns, IEnumerable<object?[]> rows, CancellationToken cancellationToken) =>
        SqliteRows.InsertAsync(connection, transaction, table, columns, rows, cancellationToken);

    public override Task<IReadOnlyList<int>> ExecuteAsync(
        DbConnection connection, DbTransaction? transaction, IReadOnlyList<SqlStatement> statements, CancellationToken cancellationToken) =>
        SqliteRows.ExecuteAsync(connection, transaction, statements, cancellationToken);

    public override async Task<string?> ExecuteAloneAsync(IReadOnlyList<SqlStatement> statements, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
        try
        {
            await ExecuteAsync(connection, transaction, statements, CancellationToken.None);
        }
        catch (DbException exception) when (CheckViolation(exception) is { } check)
        {
            return check;
        }

        await transaction.CommitAsync(CancellationToken.None);
        return null;
    }

    public override DbCommand Command(DbConnection connection, SqlStatement statement)
    {
        var command = connection.CreateCommand();
        command.CommandText = statement.Sql;
        SqliteRows.Bind(command, statement.Values);
        return command;
    }

    public override ValueTask DisposeAsync()
    {
        _writers.Dispose();
        _claim.Dispose();
        return ValueTask.CompletedTask;
    }

    private DbConnection Open() => Open(_connectionString);

    private DbConnection Open(string connectionString)
    {
        var connection = _provider.Factory.CreateConnection()!;
        connection.ConnectionString = connectionString;
        connection.Open();
        return connection;
    }

    private void UseWal() => Checked(Open(), "PRAGMA journal_mode=WAL").Dispose();

    /// <summary>The same connection, once it has shown that there is a database at its other end.</summary>
    private DbConnection Checked(DbConnection connection, string pragma)
    {
        try
        {
            using var command = connection.CreateCommand();
            command.CommandText = pragma;
            command.ExecuteNonQuery();
            return connection;
        }
        catch (DbException exception)
        {
            connection.Dispose();
            if (!SqliteErrors.MeansNoDatabase(exception))
            {
                throw;
            }

            throw new DatabaseSettingException($"{Place} is no SQLite database. Move it away, or choose another folder with --data DIR.", exception);
        }
    }
}
