using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Seaworthy.AuditTrail;
using Seaworthy.EntityFrameworkCore.AuditTrail;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Identity;

namespace Seaworthy.EntityFrameworkCore.Accounts;

/// <summary>
/// Gives the next access token for a refresh token, which is used up by it (RFC 9700, section 4.14). One that comes again within the grace is given the
/// same successor, as two tabs of a browser need it; one that comes again later was stolen, from its owner or by its owner's thief: the whole family ends.
/// </summary>
internal sealed class SessionRefreshes<TContext>(
    Session<TContext> session, AccountTokens<TContext> tokens, AccountKeeping<TContext> keeping, TimeProvider time, ILogger<IdentityStage> log)
    where TContext : DbContext
{
    /// <summary>Null when the refresh token is none, or none any more.</summary>
    public async Task<SignedIn?> RefreshAsync(string secret, Visitor visitor, CancellationToken cancellationToken)
    {
        var (found, isReused) = await session.WriteAsync((db, ct) => UseAsync(db, secret, visitor, ct), cancellationToken);
        if (found is null)
        {
            return null;
        }

        if (isReused)
        {
            tokens.Revoke(found.Session.Id);
            Log.RefreshTokenReused(log, keeping.Profile.Name, found.Account.PublicId, found.Session.Id);
            return null;
        }

        return tokens.Issue(found.Account, found.Session.Id, RefreshChain.After(secret, found.Session.ChainKey));
    }

    private async Task<(Family? Found, bool IsReused)> UseAsync(TContext db, string secret, Visitor visitor, CancellationToken cancellationToken)
    {
        var (now, hash) = (Instant.Now(time), OpaqueSecret.HashOf(secret));
        // Of two at once the row's lock decides who is first; the other one then finds it used.
        var isFirst = await db.Set<RefreshTokenRow>().Where(token => token.SecretHash == hash && token.UsedAt == null && token.ExpiresAt > now)
            .ExecuteUpdateAsync(set => set.SetProperty(token => token.UsedAt, now), cancellationToken) == 1;
        if (await FindAsync(db, hash, cancellationToken) is not { Session.RevokedAt: null, Token.UsedAt: { } usedAt } found)
        {
            return (null, false);
        }

        if (isFirst)
        {
            return Follow(db, found, secret, visitor, now) ? (found, false) : (null, false);
        }

        if (now - usedAt <= TimeSpan.FromSeconds(keeping.Settings.RefreshGraceSeconds) && await IsNextUnusedAsync(db, found.Token, cancellationToken))
        {
            return (found, false);
        }

        found.Session.RevokedAt = now;
        db.NoteTrail(TrailAction.RefreshReused, AccountSessionRow.Kind, $"{found.Session.Id}");
        return (found, true);
    }

    // False when the session has reached the age at which somebody signs in again.
    private bool Follow(TContext db, Family found, string secret, Visitor visitor, DateTime now)
    {
        var end = found.Session.CreatedAt.AddDays(keeping.Settings.SessionDays);
        if (end <= now)
        {
            return false;
        }

        var expires = now.AddDays(keeping.Settings.RefreshDays);
        expires = expires < end ? expires : end;
        db.Add(new RefreshTokenRow
        {
            SecretHash = OpaqueSecret.HashOf(RefreshChain.After(secret, found.Session.ChainKey)), SessionId = found.Session.Id, Place = found.Token.Place + 1, ExpiresAt = expires,
        });
        (found.Session.LastSeenAt, found.Session.ExpiresAt) = (now, expires);
        (found.Session.Address, found.Session.UserAgent) = (visitor.Address, visitor.UserAgent);
        return true;
    }

    private static async Task<Family?> FindAsync(TContext db, byte[] hash, CancellationToken cancellationToken) => await (
        from token in db.Set<RefreshTokenRow>()
        where token.SecretHash == hash
        join known in db.Set<AccountSessionRow>() on token.SessionId equals known.Id
        join account in db.Set<AccountRow>() on known.AccountId equals account.Id
        select new Family(token, known, account)).SingleOrDefaultAsync(cancellationToken);

    private static Task<bool> IsNextUnusedAsync(TContext db, RefreshTokenRow used, CancellationToken cancellationToken) => db.Set<RefreshTokenRow>()
        .AnyAsync(token => token.SessionId == used.SessionId && token.Place == used.Place + 1 && token.UsedAt == null, cancellationToken);

    private sealed record Family(RefreshTokenRow Token, AccountSessionRow Session, AccountRow Account);
}
