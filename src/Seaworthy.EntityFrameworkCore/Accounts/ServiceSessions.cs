using Microsoft.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Identity.Tokens;

namespace Seaworthy.EntityFrameworkCore.Accounts;

/// <summary>Whether a token's session is alive, by the service's database.</summary>
internal sealed class ServiceSessions<TContext>(Session<TContext> session, AccountKeeping<TContext> keeping) : ITokenSessions
    where TContext : DbContext
{
    private readonly Lazy<string> _isAlive = new(() => $"select 1 from {session.TableOf<AccountSessionRow>()} where id = $1 and revoked_at is null");

    public string Service => keeping.Profile.Name;

    public TimeSpan Believed { get; } = TimeSpan.FromSeconds(keeping.Settings.SessionCheckSeconds);

    public async ValueTask<bool> IsAliveAsync(string sessionId, CancellationToken cancellationToken) =>
        Guid.TryParse(sessionId, out var id)
            ? (await session.ReadAsync(new(_isAlive.Value, id), row => row.GetInt32(0), cancellationToken)).Count == 1
            : keeping.IsDevelopment && sessionId == AccessTokens.DevelopmentSession;
}
