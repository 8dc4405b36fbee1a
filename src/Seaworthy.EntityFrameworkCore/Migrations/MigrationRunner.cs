using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Hosting;

namespace Seaworthy.EntityFrameworkCore.Migrations;

/// <summary>
/// Applies and undoes EF Core migrations, each in its own transaction with its line of history, under one lock over all
/// processes and without a time limit. EF Core's own migrator is not used: its SQLite lock is a row that a killed process
/// leaves behind.
/// </summary>
internal sealed class MigrationRunner<TContext>(ServiceDatabase<TContext> database)
    where TContext : DbContext
{
    private readonly MigrationHistory _history = new(database.Sql);

    public async Task<IReadOnlyList<MigrationState>> StatusAsync(CancellationToken cancellationToken)
    {
        await using var context = database.LeaseUnclaimed();
        var applied = await AppliedAsync(cancellationToken);
        return [.. MigrationParts.Of(context).Ids.Select(id => new MigrationState(id, applied.Contains(id)))];
    }

    public async Task<IReadOnlyList<string>> UpAsync(string? to, CancellationToken cancellationToken)
    {
        await using var turn = await database.Sql.LockMigrationsAsync(cancellationToken);
        await using var context = database.Lease();
        var parts = MigrationParts.Of(context);
        var pending = Pending(parts, await AppliedAsync(turn.Connection, cancellationToken), to);
        // Who may not make tables may find that there is nothing to do.
        foreach (var statement in pending.Count > 0 ? _history.Create : [])
        {
            await ExecuteAsync(turn.Connection, null, statement, cancellationToken);
        }

        foreach (var id in pending)
        {
            await ExecuteAsync(turn.Connection, MigrationBatch.Of(parts.Up(id), _history.Add(id)), cancellationToken);
        }

        return pending;
    }

    public async Task<IReadOnlyList<string>> DownAsync(string? to, CancellationToken cancellationToken)
    {
        await using var turn = await database.Sql.LockMigrationsAsync(cancellationToken);
        await using var context = database.Lease();
        var parts = MigrationParts.Of(context);
        var undone = Undone(parts, await AppliedAsync(turn.Connection, cancellationToken), to);
        foreach (var id in undone)
        {
            await ExecuteAsync(turn.Connection, MigrationBatch.Of(parts.Down(id), _history.Remove(id)), cancellationToken);
        }

        return undone;
    }

    public async Task<string> ScriptAsync(string? to, CancellationToken cancellationToken)
    {
        await using var context = database.LeaseUnclaimed();
        var parts = MigrationParts.Of(context);
        var pending = Pending(parts, await AppliedAsync(cancellationToken), to);
        return MigrationScript.Of(_history, [.. pending.Select(id => (id, MigrationBatch.Of(parts.Up(id), _history.Add(id))))]);
    }

    private static List<string> Pending(MigrationParts parts, HashSet<string> applied, string? to)
    {
        var last = to is null ? parts.Ids[^1] : parts.Find(to);
        return [.. parts.Ids.Where(id => !applied.Contains(id) && string.CompareOrdinal(id, last) <= 0)];
    }

    private static List<string> Undone(MigrationParts parts, HashSet<string> applied, string? to)
    {
        var newestFirst = parts.Ids.Where(applied.Contains).Reverse();
        if (to is null or "0")
        {
            return [.. to is null ? newestFirst.Take(1) : newestFirst];
        }

        var last = parts.Find(to);
        return applied.Contains(last)
            ? [.. newestFirst.TakeWhile(id => id != last)]
            : throw new ArgumentException($"migration '{last}' is not applied: undoing down to it would undo everything", nameof(to));
    }

    private async Task<HashSet<string>> AppliedAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.Sql.OpenToLookAsync(cancellationToken);
        return connection is null ? [] : await AppliedAsync(connection, cancellationToken);
    }

    private async Task<HashSet<string>> AppliedAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var exists = Command(connection, null, _history.Exists);
        if (Convert.ToInt64(await exists.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture) == 0)
        {
            return [];
        }

        var applied = new HashSet<string>();
        await using var command = Command(connection, null, _history.Applied);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            applied.Add(rows.GetString(0));
        }

        return applied;
    }

    private static async Task ExecuteAsync(DbConnection connection, IReadOnlyList<MigrationBatch> batches, CancellationToken cancellationToken)
    {
        foreach (var batch in batches)
        {
            await using var transaction = batch.InTransaction ? await connection.BeginTransactionAsync(cancellationToken) : null;
            foreach (var statement in batch.Statements)
            {
                await ExecuteAsync(connection, transaction, statement, cancellationToken);
            }

            if (transaction is not null)
            {
                await transaction.CommitAsync(cancellationToken);
            }
        }
    }

    private static async Task ExecuteAsync(
        DbConnection connection, DbTransaction? transaction, string statement, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, transaction, statement);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static DbCommand Command(DbConnection connection, DbTransaction? transaction, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        return command;
    }
}
