using Microsoft.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.AuditTrail;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Identity;
using Seaworthy.Identity.Accounts;
using Seaworthy.Identity.Firebase;

namespace Seaworthy.EntityFrameworkCore.Accounts;

/// <summary>
/// The accounts of those who sign in by Firebase, found by its id. One that is new is given the account of his e-mail where Firebase has verified it, and else
/// an account of its own: an e-mail that nobody has verified finds nothing.
/// </summary>
internal sealed class FirebaseAccounts<TContext>(
    Session<TContext> session, Accounts<TContext> accounts, SessionEnds<TContext> sessions, PasswordHashing hashing, TimeProvider time)
    where TContext : DbContext
{
    private const string Used = "firebase";

    /// <summary>The account, with the token used up; null where it was before.</summary>
    public async Task<AccountRow?> UseAsync(string token, FirebaseUser user, CancellationToken cancellationToken)
    {
        // A password that nobody knows takes as long to make as one that somebody does: only for who comes the first time.
        var isKnown = await session.ReadAsync((db, ct) => db.Set<FirebaseLinkRow>().AnyAsync(link => link.Uid == user.Uid, ct), cancellationToken);
        var (hash, noPassword) = (OpaqueSecret.HashOf(token), isKnown ? "" : hashing.Hash(OpaqueSecret.New()));
        var (account, ended) = await session.WriteAsync(
            async (db, ct) =>
            {
                if (await db.Set<AccountLinkRow>().AnyAsync(link => link.SecretHash == hash, ct))
                {
                    return (null, []);
                }

                var (found, over) = await FindAsync(db, user, noPassword, ct);
                db.Add(new AccountLinkRow { SecretHash = hash, AccountId = found.Id, Purpose = Used, ExpiresAt = user.Expires.UtcDateTime.AddMinutes(1) });
                return ((AccountRow?)found, over);
            },
            cancellationToken, keep: used => used.Item1 is not null);
        sessions.Tell(ended);
        return account;
    }

    private async Task<(AccountRow Account, IReadOnlyList<Guid> Ended)> FindAsync(TContext db, FirebaseUser user, string noPassword, CancellationToken cancellationToken)
    {
        var known = await db.Set<FirebaseLinkRow>().Where(link => link.Uid == user.Uid)
            .Join(db.Set<AccountRow>(), link => link.AccountId, row => row.Id, (_, row) => row).SingleOrDefaultAsync(cancellationToken);
        if (known is not null)
        {
            return (known, []);
        }

        var (account, ended) = await OfEmailAsync(db, user, noPassword, cancellationToken);
        db.Add(new FirebaseLinkRow { Uid = user.Uid, AccountId = account.Id, CreatedAt = Instant.Now(time) });
        db.NoteTrail<AccountRow>("linked-to-firebase", account.PublicId);
        return (account, ended);
    }

    private async Task<(AccountRow Account, IReadOnlyList<Guid> Ended)> OfEmailAsync(TContext db, FirebaseUser user, string noPassword, CancellationToken cancellationToken)
    {
        var account = user.Email is null ? null : await db.Set<AccountRow>().SingleOrDefaultAsync(row => row.Email == user.Email, cancellationToken);
        if (account is { IsConfirmed: true })
        {
            return (account, []);
        }

        if (account is not null)
        {
            // Somebody has registered with it and never shown that it is his: nothing that he set is good any more.
            return (account, await sessions.ReplacePasswordAsync(db, account, noPassword, cancellationToken));
        }

        var made = accounts.New(user.Email ?? $"firebase:{user.Uid}", user.Name, noPassword);
        made.IsConfirmed = user.Email is not null;
        db.Add(made);
        await db.SaveChangesAsync(cancellationToken);
        return (made, []);
    }
}
