using Microsoft.EntityFrameworkCore;

namespace Seaworthy.EntityFrameworkCore.Sessions;

/// <summary>
/// The one way to a context (R32): a unit of work that commits when its delegate returns, rolls back when it throws, and
/// always gives the connection back. Reads of endpoints do not come here: lists and items run their own prepared statements.
/// </summary>
public sealed class Session<TContext>(ServiceDatabase<TContext> database)
    where TContext : DbContext
{
    /// <summary>Runs <paramref name="work"/> in one transaction, saves what it changed and commits.</summary>
    /// <returns>What <paramref name="work"/> returned.</returns>
    /// <exception cref="Engines.DatabaseBusyException">SQLite's one writer was busy until the deadline; nothing was written.</exception>
    public async Task<T> WriteAsync<T>(
        Func<TContext, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        using var turn = await database.Sql.WaitToWriteAsync(cancellationToken);
        await using var context = database.Lease();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var result = await work(context, cancellationToken);
        await context.SaveChangesAsync(cancellationToken);

        // Once the commit is on its way nobody may turn it into "perhaps": the caller's leaving no longer matters.
        await transaction.CommitAsync(CancellationToken.None);
        return result;
    }

    /// <summary>Runs <paramref name="work"/> without a transaction and without tracking; for jobs and commands.</summary>
    public async Task<T> ReadAsync<T>(
        Func<TContext, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var context = database.Lease();
        context.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        return await work(context, cancellationToken);
    }
}
