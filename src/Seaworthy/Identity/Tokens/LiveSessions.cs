using Seaworthy.Hosting;

namespace Seaworthy.Identity.Tokens;

/// <summary>
/// Whether the session of a token that was verified is alive: asked of the service that keeps it, and believed for a while. A service that keeps none has only
/// what <see cref="AccessTokens.Revoke"/> was told. While the database is away nobody is let in whose session is not believed: it might have ended.
/// </summary>
internal sealed class LiveSessions(IEnumerable<ITokenSessions> services, TimeProvider time)
{
    private readonly Dictionary<string, ITokenSessions> _byService = services.ToDictionary(sessions => sessions.Service, StringComparer.Ordinal);

    public ValueTask<bool> IsAliveAsync(AccessToken token, ServiceProfile service, CancellationToken cancellationToken) =>
        IsBelieved(token, service) ? new(true) : AskAsync(token, _byService[service.Name], cancellationToken);

    /// <summary>Whether nobody need be asked.</summary>
    public bool IsBelieved(AccessToken token, ServiceProfile service) =>
        !_byService.ContainsKey(service.Name) || (token.Belief is { } belief && belief.Service == service.Name && time.GetUtcNow() < belief.Until);

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
