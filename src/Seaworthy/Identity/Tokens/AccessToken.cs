using System.Security.Claims;

namespace Seaworthy.Identity.Tokens;

/// <summary>What a token says whose signature and claims were checked.</summary>
/// <param name="Subject">Who, <c>sub</c>.</param>
/// <param name="SessionId">In which session, <c>sid</c>.</param>
/// <param name="ExpiresAt">Until when, <c>exp</c>.</param>
/// <param name="Audiences">For which services, <c>aud</c>.</param>
/// <param name="Claims">All that the application may ask for: <c>sub</c>, <c>sid</c>, <c>jti</c>, <c>tenant</c>, <c>role</c>, <c>scope</c>, <c>email</c>.</param>
internal sealed record AccessToken(string Subject, string SessionId, DateTimeOffset ExpiresAt, IReadOnlyList<string> Audiences, IReadOnlyList<Claim> Claims)
{
    public const string RoleClaim = "role";

    /// <summary>For whom its subject works; null for nobody.</summary>
    public string? Tenant { get; } = Claims.FirstOrDefault(claim => claim.Type == "tenant")?.Value is { Length: > 0 } tenant ? tenant : null;

    /// <summary>Who has said when that its session is alive; swapped whole by whichever request asks.</summary>
    public SessionBelief? Belief { get; set; }

    /// <summary>What follows it, once somebody has asked.</summary>
    public TokenRenewal? Renewal { get; set; }

    /// <summary>A principal of its own for each request: what one does to it another must not see.</summary>
    public ClaimsPrincipal ToPrincipal() => new(new ClaimsIdentity(Claims, TokensExtensions.Scheme, "sub", RoleClaim));
}
