using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Seaworthy.EntityFrameworkCore.Sessions;

/// <summary>
/// The one way to a context (R32): a unit of work that commits when its delegate returns, rolls back when it throws, and
/// always gives the connection back. Reads of endpoints do not come here: lists and items run their own prepared statements.
/// </summary>
public sealed class Session<TContext>(ServiceDatabase<TContext> database)
    where TContext : DbContext
{
    /// <summary>Runs <paramref name="work"/> in one transaction, saves what it changed and commits.</summary>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">Ends the wait for a turn and the work.</param>
    /// <param name="keep">
    /// Says of what <paramref name="work"/> returned whether it is to be kept; else all is rolled back. Null keeps it always.
    /// </param>
    /// <param name="touches">
    /// Says which cache tags the change touches (R39). They are invalidated when the commit is through, in this process: never before,
    /// so that nobody keeps the old rows anew, and not after a rollback. A commit that fails invalidates too: it may have been made.
    /// </param>
    /// <returns>What <paramref name="work"/> returned.</returns>
    /// <exception cref="Engines.DatabaseBusyException">SQLite's one writer was busy until the deadline; nothing was written.</exception>
    public async Task<T> WriteAsync<T>(
        Func<TContext, CancellationToken, Task<T>> work, CancellationToken cancellationToken, Func<T, bool>? keep = null,
        Func<T, IReadOnlyList<string>>? touches = null)
    {
        using var turn = await database.Sql.WaitToWriteAsync(cancellationToken);
        await using var context = database.Lease();
        // Whatever fails ends the whole transaction: nobody goes back to a savepoint, and each is two more exchanges.
        context.Database.AutoSavepointsEnabled = false;
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var result = await work(context, cancellationToken);
        if (keep?.Invoke(result) == false)
        {
            return result;
        }

        await context.SaveChangesAsync(cancellationToken);

        var touched = touches?.Invoke(result) ?? [];

        // Once the commit is on its way nobody may turn it into "perhaps": the caller's leaving no longer matters.
        try
        {
            await transaction.CommitAsync(CancellationToken.None);
        }
        finally
        {
            database.Invalidate(touched);
        }

        return result;
    }

    /// <summary>Takes ids for rows that <see cref="InsertManyAsync"/> inserts; inside <see cref="WriteAsync"/>.</summary>
    public Task<IReadOnlyList<long>> TakeIdsAsync(TContext context, string table, int count, CancellationToken cancellationToken) =>
        database.Sql.TakeIdsAsync(context.Database.GetDbConnection(), Running(context), table, count, cancellationToken);

    /// <summary>Inserts many rows by the quickest way the engine has; inside <see cref="WriteAsync"/>.</summary>
    public Task InsertManyAsync(
        TContext context, string table, IReadOnlyList<string> columns, IEnumerable<object?[]> rows, CancellationToken cancellationToken) =>
        database.Sql.InsertManyAsync(context.Database.GetDbConnection(), Running(context), table, columns, rows, cancellationToken);

    /// <summary>
    /// Runs one statement of your own with the values of each row (<c>$1</c>, <c>$2</c>, …), in the rows' order and in one
    /// exchange with PostgreSQL; inside <see cref="WriteAsync"/>. What is put together in <paramref name="sql"/> must be
    /// names from code.
    /// </summary>
    /// <returns>For each row how many rows of the table the statement has changed.</returns>
    public Task<IReadOnlyList<int>> ExecuteManyAsync(
        TContext context, string sql, IReadOnlyList<object[]> rows, CancellationToken cancellationToken)
    {
        database.CountStatement(sql);
        return database.Sql.ExecuteManyAsync(context.Database.GetDbConnection(), Running(context), sql, rows, cancellationToken);
    }

    /// <summary>Runs <paramref name="work"/> without a transaction and without tracking; for jobs and commands.</summary>
    public async Task<T> ReadAsync<T>(
        Func<TContext, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var context = database.Lease();
        context.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        return await work(context, cancellationToken);
    }

    private static DbTransaction Running(TContext context) => context.Database.CurrentTransaction?.GetDbTransaction()
        ?? throw new InvalidOperationException("Bulk work belongs into WriteAsync's transaction.");
}
