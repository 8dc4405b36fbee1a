using Microsoft.EntityFrameworkCore;
using Seaworthy.AuditTrail;
using Seaworthy.EntityFrameworkCore.AuditTrail;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Identity;

namespace Seaworthy.EntityFrameworkCore.Accounts;

/// <summary>Begins a session for somebody whose password was right.</summary>
internal sealed class SessionStarts<TContext>(
    Session<TContext> session, AccountTokens<TContext> tokens, AccountKeeping<TContext> keeping, TimeProvider time)
    where TContext : DbContext
{
    /// <summary>Null when the account has another password by now than the one that was right.</summary>
    /// <param name="account">Whose, as it was when his password was looked at.</param>
    /// <param name="betterHash">Of the same password, when the one that is kept was made with less effort.</param>
    /// <param name="visitor">From where.</param>
    /// <param name="cancellationToken">Ends the wait for a turn to write.</param>
    public async Task<SignedIn?> StartAsync(AccountRow account, string? betterHash, Visitor visitor, CancellationToken cancellationToken)
    {
        var (now, secret) = (Instant.Now(time), OpaqueSecret.New());
        var expires = now.AddDays(keeping.Settings.RefreshDays);
        var begun = new AccountSessionRow
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()), AccountId = account.Id, ChainKey = RefreshChain.NewKey(), CreatedAt = now, LastSeenAt = now, ExpiresAt = expires,
            Address = visitor.Address, UserAgent = visitor.UserAgent,
        };
        var isBegun = await session.WriteAsync(
            async (db, ct) =>
            {
                if (!await Accounts<TContext>.SucceedAsync(db, account, betterHash, ct))
                {
                    return false;
                }

                db.Add(begun);
                db.Add(new RefreshTokenRow { SecretHash = OpaqueSecret.HashOf(secret), SessionId = begun.Id, Place = 1, ExpiresAt = expires });
                db.NoteTrail<AccountRow>(TrailAction.SignedIn, account.PublicId);
                return true;
            },
            cancellationToken, keep: began => began);
        return isBegun ? tokens.Issue(account, begun.Id, secret) : null;
    }
}
