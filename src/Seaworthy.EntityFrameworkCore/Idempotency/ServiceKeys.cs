using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Engines;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Idempotency;

namespace Seaworthy.EntityFrameworkCore.Idempotency;

/// <summary>
/// A service's keys in its own database. What is under way is known to this process at once; of several processes the
/// transactions decide, by the key's turn and its row. A process that dies holds nothing: its transaction is gone with it.
/// </summary>
internal sealed class ServiceKeys<TContext>(ServiceDatabase<TContext> database, TimeSpan life, TimeProvider time) : IServiceKeys
    where TContext : DbContext
{
    private readonly KeyTable _table = new(database.Sql);
    private readonly ConcurrentDictionary<Digest, Digest> _underWay = new();

    public string Service => database.Service;

    public async ValueTask<KeyFinding> ReserveAsync(KeyClaim claim, CancellationToken cancellationToken)
    {
        if (!_underWay.TryAdd(claim.Id, claim.Request))
        {
            return _underWay.TryGetValue(claim.Id, out var other) && other != claim.Request ? new(KeyState.OtherRequest) : KeyFinding.InFlight;
        }

        var found = new KeyFinding(KeyState.Unknown);
        try
        {
            found = await FindAsync(claim, cancellationToken);
            return found;
        }
        finally
        {
            if (found.State != KeyState.Free)
            {
                Release(claim);
            }
        }
    }

    public async ValueTask<KeyFinding> KeepAsync(KeyClaim claim, StoredAnswer answer)
    {
        try
        {
            using var turn = await database.Sql.WaitToWriteAsync(CancellationToken.None);
            return await database.Sql.ExecuteAloneAsync([Insert(claim, answer)], CancellationToken.None) is null
                ? KeyFinding.Free
                : KeyFinding.InFlight;
        }
        catch (DbException exception) when (IsThere(exception))
        {
            return await FindAsync(claim, CancellationToken.None);
        }
        finally
        {
            Release(claim);
        }
    }

    public void Release(KeyClaim claim) => _underWay.TryRemove(claim.Id, out _);

    // Comes only where something was committed apart: whatever else did not commit did not happen.
    public async ValueTask LoseAsync(KeyClaim claim)
    {
        try
        {
            // Refused by the key's turn: another process is about to say more than this.
            using var turn = await database.Sql.WaitToWriteAsync(CancellationToken.None);
            await database.Sql.ExecuteAloneAsync([Insert(claim, null)], CancellationToken.None);
        }
        catch (DbException exception) when (IsThere(exception))
        {
            // Another process has said it already.
        }
        finally
        {
            Release(claim);
        }
    }

    /// <summary>What the table says of the key; one whose time is over is taken away.</summary>
    public async Task<KeyFinding> FindAsync(KeyClaim claim, CancellationToken cancellationToken)
    {
        (Digest Request, DateTime ExpiresAt, StoredAnswer? Answer) row;
        await using (var connection = await database.Sql.OpenAsync(cancellationToken))
        {
            await using var command = database.Sql.Command(connection, _table.Find(claim));
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            if (!await rows.ReadAsync(cancellationToken))
            {
                return KeyFinding.Free;
            }

            row = KeyTable.Read(rows);
        }

        if (row.ExpiresAt > time.GetUtcNow().UtcDateTime)
        {
            return KeyFinding.Of(row.Request == claim.Request, row.Answer);
        }

        using var turn = await database.Sql.WaitToWriteAsync(cancellationToken);
        await database.Sql.ExecuteAloneAsync([_table.Forget(claim, time.GetUtcNow().UtcDateTime)], cancellationToken);
        return KeyFinding.Free;
    }

    /// <summary>Takes the key's turn inside a transaction; false when another one has it.</summary>
    public async Task<bool> TakeTurnAsync(DbConnection connection, DbTransaction transaction, KeyClaim claim, CancellationToken cancellationToken)
    {
        await using var command = database.Sql.Command(connection, _table.Take(claim));
        command.Transaction = transaction;
        return Convert.ToBoolean(await command.ExecuteScalarAsync(cancellationToken), null);
    }

    /// <summary>The row that makes the key and its answer part of a transaction; without an answer nobody knows what its request did.</summary>
    public SqlStatement Insert(KeyClaim claim, StoredAnswer? answer)
    {
        // Whole seconds: SQLite compares instants as text.
        var ends = time.GetUtcNow().UtcDateTime + life;
        return _table.Insert(claim, answer, ends.AddTicks(-(ends.Ticks % TimeSpan.TicksPerSecond)));
    }

    public bool IsThere(DbException exception) => _table.IsThere(exception);

    /// <summary>Takes away what has expired, some rows at a time, so that nobody waits long for it.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var swept = 0;
        do
        {
            using var turn = await database.Sql.WaitToWriteAsync(cancellationToken);
            await using var connection = await database.Sql.OpenAsync(cancellationToken);
            swept = (await database.Sql.ExecuteAsync(connection, null, [_table.Sweep(time.GetUtcNow().UtcDateTime)], cancellationToken))[0];
        }
        while (KeyTable.MayHaveMore(swept));
    }
}
