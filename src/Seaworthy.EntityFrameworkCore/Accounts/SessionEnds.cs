using Microsoft.EntityFrameworkCore;
using Seaworthy.AuditTrail;
using Seaworthy.EntityFrameworkCore.AuditTrail;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;

namespace Seaworthy.EntityFrameworkCore.Accounts;

/// <summary>The sessions of an account that are alive, and their end: at once in this process, in others when they ask the database again.</summary>
internal sealed class SessionEnds<TContext>(Session<TContext> session, AccountTokens<TContext> tokens, TimeProvider time)
    where TContext : DbContext
{
    private const int MostShown = 100;

    /// <summary>The newest first.</summary>
    public Task<List<AccountSessionRow>> ListAsync(long account, CancellationToken cancellationToken)
    {
        var now = Instant.Now(time);
        return session.ReadAsync(
            (db, ct) => Alive(db, account).Where(known => known.ExpiresAt > now).OrderByDescending(known => known.CreatedAt).ThenByDescending(known => known.Id).Take(MostShown).ToListAsync(ct),
            cancellationToken);
    }

    /// <summary>Ends one; false when the account has no such session that is alive.</summary>
    public async Task<bool> EndAsync(long account, Guid id, CancellationToken cancellationToken)
    {
        var now = Instant.Now(time);
        var isEnded = await session.WriteAsync(
            async (db, ct) =>
            {
                if (await Alive(db, account).Where(known => known.Id == id).ExecuteUpdateAsync(set => set.SetProperty(known => known.RevokedAt, now), ct) == 0)
                {
                    return false;
                }

                db.NoteTrail(TrailAction.SessionEnded, AccountSessionRow.Kind, $"{id}");
                return true;
            },
            cancellationToken);
        if (isEnded)
        {
            tokens.Revoke(id);
        }

        return isEnded;
    }

    /// <summary>Ends all but one inside a transaction; when it is committed, <see cref="Tell"/> what was ended.</summary>
    public async Task<IReadOnlyList<Guid>> EndAllAsync(TContext db, long account, Guid? but, CancellationToken cancellationToken)
    {
        var now = Instant.Now(time);
        var others = await Alive(db, account).Where(known => known.Id != but).ToListAsync(cancellationToken);
        others.ForEach(known => known.RevokedAt = now);
        return [.. others.Select(known => known.Id)];
    }

    /// <summary>
    /// Gives an account, whose e-mail has been shown to be somebody's, another password inside a transaction, and ends all its sessions; when it is committed, <see cref="Tell"/> what was
    /// ended. The account's row is written before its sessions are looked for: a sign-in of that moment, with the password before, has begun one that is found here, or finds
    /// that its password is not the one any more.
    /// </summary>
    public async Task<IReadOnlyList<Guid>> ReplacePasswordAsync(TContext db, AccountRow account, string hash, CancellationToken cancellationToken)
    {
        (account.PasswordHash, account.IsConfirmed, account.FailedAttempts, account.LockedUntil) = (hash, true, 0, null);
        await db.SaveChangesAsync(cancellationToken);
        return await EndAllAsync(db, account.Id, but: null, cancellationToken);
    }

    /// <summary>This process refuses their tokens from now on.</summary>
    public void Tell(IReadOnlyList<Guid> ended)
    {
        foreach (var id in ended)
        {
            tokens.Revoke(id);
        }
    }

    private static IQueryable<AccountSessionRow> Alive(TContext db, long account) =>
        db.Set<AccountSessionRow>().Where(known => known.AccountId == account && known.RevokedAt == null);
}
