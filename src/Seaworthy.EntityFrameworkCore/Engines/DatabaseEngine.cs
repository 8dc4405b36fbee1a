using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Seaworthy.EntityFrameworkCore.Engines;

/// <summary>
/// What differs between PostgreSQL and SQLite, and nothing else: how connections are opened, what a write has to wait
/// for, which exceptions mean what. Everything above is the same code and the same model for both.
/// </summary>
public abstract class DatabaseEngine : IAsyncDisposable
{
    /// <summary><c>postgresql</c> or <c>sqlite</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Where it is, for people; never a password.</summary>
    public abstract string Place { get; }

    /// <summary>The schema that the service's tables live in; null where the engine has none.</summary>
    public abstract string? Schema { get; }

    /// <summary>Claims the database for this process where the engine asks for that; safe to call again.</summary>
    /// <exception cref="DatabaseSettingException">Another process has it, or it cannot be opened; the next call tries again.</exception>
    public virtual void Prepare()
    {
    }

    /// <summary>An open connection from the pool; disposing it gives it back.</summary>
    public abstract ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken);

    /// <summary>
    /// An open connection that only looks: nothing is claimed and nothing is made. Null when there is no database yet.
    /// </summary>
    public virtual async ValueTask<DbConnection?> OpenToLookAsync(CancellationToken cancellationToken) => await OpenAsync(cancellationToken);

    /// <summary>An open connection for a probe: one that work cannot use up, so that a busy service stays ready.</summary>
    public virtual ValueTask<DbConnection> OpenProbeAsync(CancellationToken cancellationToken) => OpenAsync(cancellationToken);

    /// <summary>Points EF Core at this database.</summary>
    public abstract void Configure(DbContextOptionsBuilder options);

    /// <summary>
    /// Waits until a write may begin; dispose what it returns after commit or rollback. SQLite has one writer: whoever
    /// waits here holds no lock and no thread. PostgreSQL never waits.
    /// </summary>
    /// <exception cref="DatabaseBusyException">The turn did not come before the request's deadline.</exception>
    public abstract ValueTask<IDisposable?> WaitToWriteAsync(CancellationToken cancellationToken);

    /// <summary>Waits, for as long as it takes, until no other process migrates; dispose what it returns.</summary>
    public abstract Task<MigrationTurn> LockMigrationsAsync(CancellationToken cancellationToken);

    /// <summary>True when <paramref name="exception"/> means that the database cannot be reached or does not answer.</summary>
    public abstract bool MeansUnavailable(Exception exception);

    /// <summary>True when <paramref name="exception"/> means that the connection has ended, and with it a transaction whose commit was not sent: not when it was only waited for in vain.</summary>
    public virtual bool MeansEnded(Exception exception) => false;

    /// <summary>Told by whoever found that <see cref="MeansUnavailable"/>: connections of the pool may have ended without a word.</summary>
    internal virtual void LostConnection()
    {
    }

    /// <summary>
    /// True when <paramref name="exception"/> means that the statement lost against others: it waited too long, or was given
    /// up so that another could go on. The same request may well succeed a moment later.
    /// </summary>
    public abstract bool MeansBusy(Exception exception);

    /// <summary>True when <paramref name="exception"/> means that the database's disk has no room left: writes fail, reads go on.</summary>
    public abstract bool MeansFull(Exception exception);

    /// <summary>True when <paramref name="exception"/> says that a write has surely not happened; of one that broke off nobody knows.</summary>
    internal bool MeansRefused(Exception exception) =>
        MeansFull(exception) || exception is DatabaseBusyException or OperationCanceledException || (exception is DbException && !MeansUnavailable(exception));

    /// <summary>The name of the unique index that <paramref name="exception"/> says was violated, or null.</summary>
    public abstract string? UniqueViolation(Exception exception);

    /// <summary>True when <paramref name="exception"/> means that a row names one that is not there, or one was to go that another names.</summary>
    public abstract bool MeansReferenceViolated(Exception exception);

    /// <summary>The name of the check that <paramref name="exception"/> says was violated, or null.</summary>
    public abstract string? CheckViolation(Exception exception);

    /// <summary>
    /// SQL that is true when no other transaction has taken the number in <paramref name="parameter"/>, which then is this one's
    /// until it ends. It never waits. An engine with one writer has nobody to ask.
    /// </summary>
    public abstract string TurnOf(string parameter);

    /// <summary>What follows a <c>select</c> whose rows are to be deleted, to leave out those that another transaction has locked.</summary>
    public abstract string SkipLocked { get; }

    /// <summary>SQL that counts the tables of this name in the service's schema: 0 or 1.</summary>
    public abstract string TableExists(string table);

    /// <summary>A parameter like <paramref name="template"/>, to be given another value.</summary>
    public abstract DbParameter Clone(DbParameter template);

    /// <summary>Takes <paramref name="count"/> new ids of a table whose <c>id</c> the database numbers.</summary>
    public abstract Task<IReadOnlyList<long>> TakeIdsAsync(
        DbConnection connection, DbTransaction transaction, string table, int count, CancellationToken cancellationToken);

    /// <summary>Inserts many rows by the quickest way the engine has; each row holds the columns' values in order.</summary>
    public abstract Task InsertManyAsync(
        DbConnection connection, DbTransaction transaction, string table, IReadOnlyList<string> columns, IEnumerable<object?[]> rows, CancellationToken cancellationToken);

    /// <summary>
    /// Runs the statements in their order, and in one exchange where the engine has such; says for each how many rows it
    /// has changed.
    /// </summary>
    public abstract Task<IReadOnlyList<int>> ExecuteAsync(
        DbConnection connection, DbTransaction? transaction, IReadOnlyList<SqlStatement> statements, CancellationToken cancellationToken);

    /// <summary>
    /// Runs the statements as a transaction of their own, by whoever has the turn to write: all of them or, when one fails,
    /// none. What has been sent is not called back: whether it happened would be anybody's guess. Says which check refused.
    /// </summary>
    public abstract Task<string?> ExecuteAloneAsync(IReadOnlyList<SqlStatement> statements, CancellationToken cancellationToken);

    /// <summary>A statement ready to be run.</summary>
    public abstract DbCommand Command(DbConnection connection, SqlStatement statement);

    /// <summary>Runs a statement and reads what it finds.</summary>
    internal async Task<List<T>> ReadAsync<T>(
        DbConnection connection, DbTransaction? transaction, SqlStatement statement, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, statement);
        command.Transaction = transaction ?? command.Transaction;
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<T>();
        while (await rows.ReadAsync(cancellationToken))
        {
            found.Add(read(rows));
        }

        return found;
    }

    /// <summary>Closes the pool.</summary>
    public abstract ValueTask DisposeAsync();
}
