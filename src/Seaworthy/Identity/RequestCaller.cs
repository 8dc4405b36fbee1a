using System.Security.Claims;
using Seaworthy.Identity.ApiKeys;
using Seaworthy.Identity.Tokens;

namespace Seaworthy.Identity;

/// <summary>Who sent a request, as far as it is known. Lives in the pooled record.</summary>
internal sealed class RequestCaller
{
    private const string Key = "key_id";
    private static readonly string[] Subjects = ["sub", ClaimTypes.NameIdentifier];
    private static readonly string[] Tenants = ["tenant", "tenant_id", "tid"];

    /// <summary>Null for a stranger, and for who is known by his token alone.</summary>
    public ClaimsPrincipal? User { get; private set; }

    /// <summary>What he is known by, where nobody has asked for more: an endpoint that runs is given its principal.</summary>
    public AccessToken? Token { get; private set; }

    /// <summary>Whether he is somebody.</summary>
    public bool IsKnown => User is not null || Token is not null;

    /// <summary>The id of whoever calls; null for a stranger.</summary>
    public string? Subject { get; private set; }

    /// <summary>For whom they work; null where nobody says.</summary>
    public string? Tenant { get; private set; }

    /// <summary>The API key's own id; null without one.</summary>
    public string? KeyId { get; private set; }

    /// <summary>Whether the application's authentication has run for this request, and its authorisation where the endpoint asks for it.</summary>
    public bool HasPassed { get; set; }

    /// <summary>Why the token that was sent is refused; null when there was none, or it is valid.</summary>
    public TokenFault? TokenFault { get; set; }

    /// <summary>Why the API key that was sent is refused; null when there was none, or it is valid.</summary>
    public ApiKeyFault? KeyFault { get; set; }

    /// <summary>The token that follows the one that was sent; null while that has long to live. It goes out with the answer, whoever makes it.</summary>
    public string? NextToken { get; set; }

    public void Note(ClaimsPrincipal? user, IdentitySettings settings)
    {
        User = user;
        if (user is not null)
        {
            Subject = First(user, settings.SubjectClaim, Subjects);
            Tenant = First(user, settings.TenantClaim, Tenants);
            KeyId = user.FindFirst(Key)?.Value;
        }
    }

    /// <summary>Known by a token that was verified before.</summary>
    public void Note(AccessToken token) => (Token, Subject, Tenant, HasPassed) = (token, token.Subject, token.Tenant, true);

    public void Forget() => (User, Token, Subject, Tenant, KeyId, HasPassed, TokenFault, NextToken, KeyFault) = (null, null, null, null, null, false, null, null, null);

    private static string? First(ClaimsPrincipal user, string? chosen, string[] usual)
    {
        if (chosen is not null)
        {
            return Value(user, chosen);
        }

        foreach (var type in usual)
        {
            if (Value(user, type) is { } value)
            {
                return value;
            }
        }

        return null;
    }

    // An empty claim is nobody's: callers who have one must not become the same caller.
    private static string? Value(ClaimsPrincipal user, string type) => user.FindFirst(type)?.Value is { Length: > 0 } value ? value : null;
}
