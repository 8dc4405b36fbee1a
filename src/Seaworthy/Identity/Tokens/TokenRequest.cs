namespace Seaworthy.Identity.Tokens;

/// <summary>For whom a token is issued.</summary>
/// <param name="Subject">Who: an id that never changes and is never given to somebody else, not an e-mail.</param>
/// <param name="SessionId">The session it belongs to: what is revoked together, a sign-in mostly.</param>
public sealed record TokenRequest(string Subject, string SessionId)
{
    /// <summary>
    /// The services that are to accept it, the claim <c>aud</c>: their names, or what they have as <c>Identity:Tokens:Audience</c>. Default: the application
    /// itself, or the service that is alone in its process.
    /// </summary>
    public IReadOnlyList<string> Audiences { get; init; } = [];

    /// <summary>For whom they work; null for nobody.</summary>
    public string? Tenant { get; init; }

    /// <summary>Their e-mail; null to leave it out.</summary>
    public string? Email { get; init; }

    /// <summary>What <c>RequireRole</c> asks for.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>What <c>RequireScope</c> asks for; without blanks.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];
}

/// <summary>A token that was issued.</summary>
/// <param name="Text">To be sent as <c>Authorization: Bearer …</c>.</param>
/// <param name="ExpiresAt">Until when.</param>
public sealed record IssuedToken(string Text, DateTimeOffset ExpiresAt);
