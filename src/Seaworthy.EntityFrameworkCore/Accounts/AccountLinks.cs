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
    public async Task<string> NewAsync(long account, string purpose, CancellationToken cancellationToken)
    {
        var secret = OpaqueSecret.New();
        await session.WriteAsync(
            async (db, ct) =>
            {
                await db.Set<AccountLinkRow>().Where(link => link.AccountId == account && link.Purpose == purpose).ExecuteDeleteAsync(ct);
                db.Add(new AccountLinkRow
                {
                    SecretHash = OpaqueSecret.HashOf(secret), AccountId = account, Purpose = purpose, ExpiresAt = Instant.Now(time).AddMinutes(keeping.Settings.LinkMinutes),
                });
                return true;
            },
            cancellationToken);
        return secret;
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
        // Of two at once one deletes it.
        return account is { } id && await Open(db, secret, purpose).ExecuteDeleteAsync(cancellationToken) == 1
            ? await db.Set<AccountRow>().SingleAsync(row => row.Id == id, cancellationToken)
            : null;
    }

    private IQueryable<AccountLinkRow> Open(TContext db, string secret, string purpose)
    {
        var (hash, now) = (OpaqueSecret.HashOf(secret), Instant.Now(time));
        return db.Set<AccountLinkRow>().Where(link => link.SecretHash == hash && link.Purpose == purpose && link.ExpiresAt > now);
    }
}
