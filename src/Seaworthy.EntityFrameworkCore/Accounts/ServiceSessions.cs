using Microsoft.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Identity.Tokens;

namespace Seaworthy.EntityFrameworkCore.Accounts;

/// <summary>Whether a token's session is alive, by the service's database.</summary>
internal sealed class ServiceSessions<TContext>(Session<TContext> session, AccountKeeping<TContext> keeping, TimeProvider time) : ITokenSessions
    where TContext : DbContext
{
    private readonly Lazy<string> _isAlive = new(() => $"select 1 from {session.TableOf<AccountSessionRow>()} where id = $1 and revoked_at is null");

    public string Service => keeping.Profile.Name;

    public string Audience => keeping.Profile.Audience;

    public TimeSpan Believed { get; } = TimeSpan.FromSeconds(keeping.Settings.SessionCheckSeconds);

    public async ValueTask<bool> IsAliveAsync(string sessionId, CancellationToken cancellationToken) =>
        Guid.TryParse(sessionId, out var id)
            ? (await session.ReadAsync(new(_isAlive.Value, id), row => row.GetInt32(0), cancellationToken)).Count == 1
            : keeping.IsDevelopment && sessionId == AccessTokens.DevelopmentSession;

    public async ValueTask<TokenRequest?> RenewAsync(string sessionId, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(sessionId, out var id))
        {
            return null;
        }

        var now = Instant.Now(time);
        var account = await session.ReadAsync(
            (db, ct) => db.Set<AccountSessionRow>().Where(known => known.Id == id && known.RevokedAt == null && known.ExpiresAt > now)
                .Join(db.Set<AccountRow>(), known => known.AccountId, account => account.Id, (_, account) => account).SingleOrDefaultAsync(ct),
            cancellationToken);
        return account is null ? null : AccountTokens<TContext>.RequestFor(account, id, keeping.Profile.Audience);
    }
}
