namespace Seaworthy.EntityFrameworkCore.Accounts;

/// <summary>A refresh token, by the hash of its secret. Those of a session are a family: each is used once and has one successor.</summary>
internal sealed class RefreshTokenRow
{
    /// <summary>SHA-256 of the secret.</summary>
    public required byte[] SecretHash { get; set; }

    public required Guid SessionId { get; set; }

    /// <summary>Its place in the family, from 1.</summary>
    public required long Place { get; set; }

    public DateTime? UsedAt { get; set; }

    public required DateTime ExpiresAt { get; set; }
}
