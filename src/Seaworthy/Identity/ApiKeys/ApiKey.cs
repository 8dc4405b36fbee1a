using System.Security.Claims;
using System.Security.Cryptography;

namespace Seaworthy.Identity.ApiKeys;

/// <summary>What is known of a key; its secret is known by its hash alone.</summary>
internal sealed record ApiKey
{
    /// <summary>What it is called in logs and commands.</summary>
    public required string Id { get; init; }

    /// <summary>What it is for, in its owner's words.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of the secret.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>SHA-256 of the secret before it was rotated.</summary>
    public byte[]? FormerHash { get; init; }

    /// <summary>Until when the former secret is good.</summary>
    public DateTimeOffset FormerUntil { get; init; }

    /// <summary>For whom it works; null for nobody.</summary>
    public string? Tenant { get; init; }

    /// <summary>What it may.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ends; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was used last, to the minute; null for never.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>Whether a secret with this hash is this key's, at a moment.</summary>
    public bool Opens(byte[] hash, DateTimeOffset now) =>
        CryptographicOperations.FixedTimeEquals(hash, Hash) || (FormerHash is not null && now < FormerUntil && CryptographicOperations.FixedTimeEquals(hash, FormerHash));

    /// <summary>The caller who has it. Its subject is the key: what is done with it is nobody else's doing.</summary>
    public ClaimsPrincipal ToPrincipal(string scheme)
    {
        List<Claim> claims = [new("sub", $"key:{Id}"), new("key_id", Id), new("name", Name), .. Scopes.Select(scope => new Claim("scope", scope))];
        if (Tenant is not null)
        {
            claims.Add(new("tenant", Tenant));
        }

        return new(new ClaimsIdentity(claims, scheme, "name", "role"));
    }
}
