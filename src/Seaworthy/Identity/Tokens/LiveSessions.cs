using Seaworthy.Hosting;

namespace Seaworthy.Identity.Tokens;

/// <summary>
/// Whether the session of a token that was verified is alive: asked of whoever keeps it, and believed for a while. Where nobody here keeps it, there is only
/// what <see cref="AccessTokens.Revoke"/> was told. While the database is away nobody is let in whose session is not believed: it might have ended.
/// </summary>
internal sealed class LiveSessions(SessionKeepers keepers, TimeProvider time)
{
    public ValueTask<bool> IsAliveAsync(AccessToken token, ServiceProfile service, CancellationToken cancellationToken) =>
        keepers.Of(service) is { } sessions && !IsBelieved(token, sessions) ? AskAsync(token, sessions, cancellationToken) : new(true);

    /// <summary>Whether nobody need be asked.</summary>
    public bool IsBelieved(AccessToken token, ServiceProfile service) => keepers.Of(service) is not { } sessions || IsBelieved(token, sessions);

    private bool IsBelieved(AccessToken token, ITokenSessions sessions) =>
        token.Belief is { } belief && belief.Service == sessions.Service && time.GetUtcNow() < belief.Until;

    private async ValueTask<bool> AskAsync(AccessToken token, ITokenSessions sessions, CancellationToken cancellationToken)
    {
        // From before the question on: what ends meanwhile is known so much the sooner.
        var until = time.GetUtcNow() + sessions.Believed;
        var isAlive = await sessions.IsAliveAsync(token.SessionId, cancellationToken);
        token.Belief = isAlive ? new(sessions.Service, until) : null;
        return isAlive;
    }
}

/// <summary>That a service has said yes.</summary>
internal sealed record SessionBelief(string Service, DateTimeOffset Until);
