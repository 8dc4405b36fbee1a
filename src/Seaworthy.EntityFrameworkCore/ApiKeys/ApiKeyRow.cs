namespace Seaworthy.EntityFrameworkCore.ApiKeys;

/// <summary>A key as it is stored: its secret by SHA-256 alone.</summary>
internal sealed class ApiKeyRow
{
    public required string Id { get; set; }

    public required string Name { get; set; }

    public required byte[] SecretHash { get; set; }

    public byte[]? FormerHash { get; set; }

    public DateTime? FormerUntil { get; set; }

    public string? Tenant { get; set; }

    /// <summary>With spaces between them, as tokens have them.</summary>
    public required string Scopes { get; set; }

    public DateTime CreatedAt { get; set; }

    public DateTime? ExpiresAt { get; set; }

    public DateTime? LastUsedAt { get; set; }

    public DateTime? RevokedAt { get; set; }
}
