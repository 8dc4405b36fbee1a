using Microsoft.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Identity;

namespace Seaworthy.EntityFrameworkCore.Accounts;

/// <summary>Links in mails: each can be used once, and a new one takes the place of the one before.</summary>
internal sealed class AccountLinks<TContext>(Session<TContext> session, AccountKeeping<TContext> keeping, TimeProvider time)
    where TContext : DbContext
{
    /// <summary>The secret of a new one.</summary>
    public async Task<string> NewAsync(long account, string purpose, CancellationToken cancellationToken) => (await NewAsync(account, purpose, TimeSpan.Zero, cancellationToken))!;

    /// <summary>The same where the one before is as old as <paramref name="rest"/>; else null, and that one stays good.</summary>
    public async Task<string?> NewAsync(long account, string purpose, TimeSpan rest, CancellationToken cancellationToken)
    {
        var (secret, end) = (OpaqueSecret.New(), Instant.Now(time).AddMinutes(keeping.Settings.LinkMinutes));
        // The clock of another process may be ahead; one that was set back by more makes nobody wait.
        var (youngest, oldest) = (end + rest, end - rest);
        var isMade = await session.WriteAsync(
            async (db, ct) =>
            {
                // Of two at once the second one finds what the first one has made.
                await LockAsync(db, account, ct);
                var links = db.Set<AccountLinkRow>().Where(link => link.AccountId == account && link.Purpose == purpose);
                if (await links.AnyAsync(link => link.ExpiresAt > oldest && link.ExpiresAt <= youngest, ct))
                {
                    return false;
                }

                await links.ExecuteDeleteAsync(ct);
                db.Add(new AccountLinkRow { SecretHash = OpaqueSecret.HashOf(secret), AccountId = account, Purpose = purpose, ExpiresAt = end });
                return true;
            },
            cancellationToken, keep: made => made);
        return isMade ? secret : null;
    }

    /// <summary>Whether it could be used at this moment; costs little.</summary>
    public Task<bool> IsOpenAsync(string secret, string purpose, CancellationToken cancellationToken) =>
        session.ReadAsync((db, ct) => Open(db, secret, purpose).AnyAsync(ct), cancellationToken);

    /// <summary>The account that it is of; null when it cannot be used at this moment. It is not used up.</summary>
    public Task<AccountRow?> FindAsync(string secret, string purpose, CancellationToken cancellationToken) => session.ReadAsync(
        (db, ct) => Open(db, secret, purpose).Join(db.Set<AccountRow>(), link => link.AccountId, account => account.Id, (_, account) => account).SingleOrDefaultAsync(ct), cancellationToken);

    /// <summary>Uses it up inside a transaction; the account it is of, or null when it cannot be used.</summary>
    public async Task<AccountRow?> UseAsync(TContext db, string secret, string purpose, CancellationToken cancellationToken)
    {
        var account = await Open(db, secret, purpose).Select(link => (long?)link.AccountId).SingleOrDefaultAsync(cancellationToken);
        if (account is not { } id)
        {
            return null;
        }

        // The account before its links, as where one is made. Of two at once one deletes it.
        await LockAsync(db, id, cancellationToken);
        return await Open(db, secret, purpose).ExecuteDeleteAsync(cancellationToken) == 1
            ? await db.Set<AccountRow>().SingleAsync(row => row.Id == id, cancellationToken)
            : null;
    }

    // Until the transaction ends: nothing is changed by it.
    private static Task<int> LockAsync(TContext db, long account, CancellationToken cancellationToken) => db.Set<AccountRow>().Where(row => row.Id == account)
        .ExecuteUpdateAsync(set => set.SetProperty(row => row.FailedAttempts, row => row.FailedAttempts), cancellationToken);

    private IQueryable<AccountLinkRow> Open(TContext db, string secret, string purpose)
    {
        var (hash, now) = (OpaqueSecret.HashOf(secret), Instant.Now(time));
        return db.Set<AccountLinkRow>().Where(link => link.SecretHash == hash && link.Purpose == purpose && link.ExpiresAt > now);
    }
}
