using Seaworthy.Hosting;

namespace Seaworthy.Identity.Tokens;

/// <summary>
/// The next token for whoever comes with one that is near its end, in <c>X-Access-Token</c>: made out of what the database says of the session and its account at
/// that moment, so that a role that was taken away is not carried on. A session has its own end: beyond it there is none.
/// </summary>
internal sealed class TokenRenewals(AccessTokens tokens, SessionKeepers keepers, TokenSettings settings, TimeProvider time)
{
    public const string Header = "X-Access-Token";

    private readonly TimeSpan _before = TimeSpan.FromSeconds(settings.LifetimeSeconds * settings.RenewPercent / 100.0);

    /// <summary>Whether so little is left of it, where its session is kept.</summary>
    public bool IsDue(AccessToken token, ServiceProfile service) => token.ExpiresAt - time.GetUtcNow() < _before && keepers.Of(service) is not null;

    /// <summary>The next token; null when its session has come to its end.</summary>
    public async ValueTask<string?> RenewAsync(AccessToken token, ServiceProfile service, CancellationToken cancellationToken)
    {
        // All requests with one token are given the same next one: it is signed once.
        var sessions = keepers.Of(service)!;
        if (token.Renewal is { } known && known.Service == sessions.Service)
        {
            return known.Text;
        }

        var request = await sessions.RenewAsync(token.SessionId, cancellationToken);
        token.Renewal = new(sessions.Service, request is null ? null : tokens.Issue(request).Text);
        return token.Renewal.Text;
    }
}

/// <summary>What follows a token at a service; no text when nothing does.</summary>
internal sealed record TokenRenewal(string Service, string? Text);
