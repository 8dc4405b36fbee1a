using System.Data.Common;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Seaworthy.Api.Problems;
using Seaworthy.EntityFrameworkCore.Engines;
using Seaworthy.EntityFrameworkCore.Idempotency;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Tenants;

namespace Seaworthy.EntityFrameworkCore.Sessions;

/// <summary>
/// The one way to a context (R32): a unit of work that commits when its delegate returns, rolls back when it throws, and
/// always gives the connection back. Reads of endpoints do not come here: lists and items run their own prepared statements.
/// </summary>
public sealed class Session<TContext>
    where TContext : DbContext
{
    private readonly ServiceDatabase<TContext> _database;
    private readonly TenantScope _scope;
    private readonly (bool IsRepeatable, bool IsBeside) _how;

    internal Session(ServiceDatabase<TContext> database, TenantScope scope = default, (bool IsRepeatable, bool IsBeside) how = default) => (_database, _scope, _how) = (database, scope, how);

    /// <summary>The same for the rows of one tenant (R15); without it, no tenant's rows are found or saved. See <see cref="TenantDbContext"/>.</summary>
    public Session<TContext> OfTenant(long tenant) => new(_database, TenantScope.Of(tenant), _how);

    /// <summary>The same for the rows of all tenants: for what finds out whose somebody is, and for seeds. A test lists who asks for it.</summary>
    public Session<TContext> AllTenants() => new(_database, TenantScope.All, _how);

    /// <summary>
    /// The same for work that may be done more than once (R31): where its connection ends before the commit is sent, a unit of work is done again over another one, up to three times in all, and whoever asked
    /// notices nothing. Nothing of an attempt before is written; what a delegate does beside the database, and what it leaves in variables and entities of its surroundings, must not matter.
    /// </summary>
    public Session<TContext> Repeatable() => new(_database, _scope, (true, _how.IsBeside));

    /// <summary>The same for what may be written again and is to be there whatever becomes of the request, as the caller's own row at first sight: a request that fails after it is not taken for half done.</summary>
    public Session<TContext> Beside() => new(_database, _scope, (_how.IsRepeatable, true));

    /// <summary>Runs <paramref name="work"/> in one transaction, saves what it changed and commits.</summary>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">Ends the wait for a turn and the work.</param>
    /// <param name="keep">Says of what <paramref name="work"/> returned whether it is to be kept; else all is rolled back. Null keeps it always.</param>
    /// <param name="touches">
    /// Says which cache tags the change touches (R39). They are invalidated when the commit is through, here and in the processes that share a Redis: never before, so that nobody keeps the old rows anew, and not
    /// after a rollback. A commit that fails invalidates too: it may have been made. Other processes keep nothing under them from just before the commit on, so that a process that dies right after it leaves nothing
    /// old behind.
    /// </param>
    /// <returns>What <paramref name="work"/> returned.</returns>
    /// <exception cref="DatabaseBusyException">SQLite's one writer was busy until the deadline; nothing was written.</exception>
    public Task<T> WriteAsync<T>(
        Func<TContext, CancellationToken, Task<T>> work, CancellationToken cancellationToken, Func<T, bool>? keep = null,
        Func<T, IReadOnlyList<string>>? touches = null) => _how.IsRepeatable
            ? _database.Attempts().RunAsync(attempts => WriteOnceAsync(work, keep, touches, attempts, cancellationToken))
            : WriteOnceAsync(work, keep, touches, attempts: null, cancellationToken);

    private async Task<T> WriteOnceAsync<T>(
        Func<TContext, CancellationToken, Task<T>> work, Func<T, bool>? keep, Func<T, IReadOnlyList<string>>? touches, WorkAttempts? attempts, CancellationToken cancellationToken)
    {
        using var turn = await _database.Sql.WaitToWriteAsync(cancellationToken);
        await using var context = _database.Lease(_scope);
        // Whatever fails ends the whole transaction: nobody goes back to a savepoint, and each is two more exchanges.
        context.Database.AutoSavepointsEnabled = false;
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        attempts?.Begun();
        var result = await work(context, cancellationToken);
        if (keep?.Invoke(result) == false)
        {
            return result;
        }

        await context.SaveChangesAsync(cancellationToken);
        var touched = touches?.Invoke(result) ?? [];
        attempts?.Commits();
        return await _database.WriteAsync(
            async () =>
            {
                await _database.CommitAsync(transaction, touched);
                return result;
            },
            _ => true,
            _how.IsBeside);
    }

    /// <summary>
    /// Runs statements of your own as one transaction, with PostgreSQL in one exchange: all of them or, when one fails, none. What has been sent goes on, whatever becomes of the caller.
    /// </summary>
    /// <returns>The name of the table's check that refused, and then nothing was written; null when all is.</returns>
    public Task<string?> WriteAsync(WriteTurn turn, IReadOnlyList<SqlStatement> statements, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(turn);
        _database.Admit(statements, _scope);
        return _database.WriteAsync(() => _database.ExecuteAloneAsync(statements, cancellationToken), refused => refused is null, _how.IsBeside);
    }

    /// <summary>
    /// Runs <paramref name="work"/> in one transaction and commits what it changed with the answer it returns; a
    /// <see cref="Problem"/> rolls all back. Where the request has an idempotency key, the answer is made before the commit and is
    /// a row of the same transaction: a request that is repeated is shown it, whatever happens in between.
    /// </summary>
    /// <param name="work">The work, and its answer.</param>
    /// <param name="cancellationToken">Ends the wait for a turn and the work.</param>
    /// <param name="touches">As for <see cref="WriteAsync{T}"/>.</param>
    /// <returns>What the handler returns.</returns>
    public Task<IResult> AnswerAsync(
        Func<TContext, CancellationToken, Task<IResult>> work, CancellationToken cancellationToken, Func<IReadOnlyList<string>>? touches = null) =>
        _database.Run is { } run
            ? new KeyedWrites<TContext>(_database, _database.Keys!, run, _scope).AnswerAsync(work, touches, _how.IsRepeatable, cancellationToken)
            : WriteAsync(work, cancellationToken, keep: answer => answer is not Problem, touches is null ? null : _ => touches());

    /// <summary>
    /// The same for statements of your own, as <see cref="WriteAsync(WriteTurn, IReadOnlyList{SqlStatement}, CancellationToken)"/> runs them: still in one exchange. The answer must be at hand: it cannot be read from what is not written yet.
    /// </summary>
    public async Task<WrittenAnswer> AnswerAsync(
        WriteTurn turn, IReadOnlyList<SqlStatement> statements, IResult answer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(turn);
        if (_database.Run is { } run)
        {
            _database.Admit(statements, _scope);
            return await new KeyedWrites<TContext>(_database, _database.Keys!, run, _scope).AnswerAsync(statements, answer, cancellationToken);
        }

        var refused = await WriteAsync(turn, statements, cancellationToken);
        return new(answer, IsWritten: refused is null, refused);
    }

    /// <summary>Waits for the turn to write; for <see cref="WriteAsync(WriteTurn, IReadOnlyList{SqlStatement}, CancellationToken)"/>.</summary>
    /// <exception cref="DatabaseBusyException">SQLite's one writer was busy until the deadline.</exception>
    public async ValueTask<WriteTurn> WaitToWriteAsync(CancellationToken cancellationToken) =>
        new(await _database.Sql.WaitToWriteAsync(cancellationToken));

    /// <summary>Takes ids for rows that <see cref="InsertManyAsync"/> inserts; inside <see cref="WriteAsync"/>.</summary>
    public Task<IReadOnlyList<long>> TakeIdsAsync(TContext context, string table, int count, CancellationToken cancellationToken) =>
        _database.Sql.TakeIdsAsync(context.Database.GetDbConnection(), Running(context), table, count, cancellationToken);

    /// <summary>Inserts many rows by the quickest way the engine has; inside <see cref="WriteAsync"/>. Of tenants' rows only with <see cref="AllTenants"/>.</summary>
    public Task InsertManyAsync(
        TContext context, string table, IReadOnlyList<string> columns, IEnumerable<object?[]> rows, CancellationToken cancellationToken) =>
        _database.Sql.InsertManyAsync(
            context.Database.GetDbConnection(), Running(context), _database.Admitted(table, ScopeOf(context)), columns, rows, cancellationToken);

    /// <summary>
    /// Runs statements of your own in their order, with PostgreSQL in one exchange; inside <see cref="WriteAsync"/>. Against the request's budget each text counts once, however many rows it is run for.
    /// </summary>
    /// <returns>For each statement how many rows it has changed.</returns>
    public Task<IReadOnlyList<int>> ExecuteAsync(
        TContext context, IReadOnlyList<SqlStatement> statements, CancellationToken cancellationToken)
    {
        _database.Admit(statements, ScopeOf(context), Running(context));
        return _database.Sql.ExecuteAsync(context.Database.GetDbConnection(), Running(context), statements, cancellationToken);
    }

    /// <summary>Runs <paramref name="work"/> without a transaction and without tracking; for jobs and commands.</summary>
    public async Task<T> ReadAsync<T>(Func<TContext, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var context = _database.Lease(_scope);
        context.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        return await work(context, cancellationToken);
    }

    /// <summary>Runs one statement of your own and reads what it finds.</summary>
    public async Task<IReadOnlyList<T>> ReadAsync<T>(SqlStatement statement, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var lease = await _database.OpenAsync(cancellationToken);
        return await ReadAsync(lease.Connection, null, _scope, statement, read, cancellationToken);
    }

    /// <summary>
    /// The same inside <see cref="WriteAsync{T}"/>, over the connection that it holds: to wait for another one while holding one
    /// is how a pool is emptied by requests that all wait for each other.
    /// </summary>
    public Task<IReadOnlyList<T>> ReadAsync<T>(
        TContext context, SqlStatement statement, Func<DbDataReader, T> read, CancellationToken cancellationToken) =>
        ReadAsync(context.Database.GetDbConnection(), Running(context), ScopeOf(context), statement, read, cancellationToken);

    private async Task<IReadOnlyList<T>> ReadAsync<T>(
        DbConnection connection, DbTransaction? transaction, TenantScope scope, SqlStatement statement, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        _database.Admit([statement], scope);
        return await _database.Sql.ReadAsync(connection, transaction, statement, read, cancellationToken);
    }

    /// <summary>The name of an entity's table, with its schema where the engine has such: for statements of your own.</summary>
    public string TableOf<TEntity>()
        where TEntity : class
    {
        using var context = _database.LeaseUnclaimed();
        return context.TableOf<TEntity>();
    }

    /// <summary>The name of the table's check that a failed statement has violated; null when it failed for another reason.</summary>
    public string? ViolatedCheck(Exception exception) => _database.Sql.CheckViolation(exception);

    private static TenantScope ScopeOf(TContext context) => context is TenantDbContext own ? own.Scope : TenantScope.None;

    private static DbTransaction Running(TContext context) => context.Database.CurrentTransaction?.GetDbTransaction()
        ?? throw new InvalidOperationException("Bulk work belongs into WriteAsync's transaction.");
}
