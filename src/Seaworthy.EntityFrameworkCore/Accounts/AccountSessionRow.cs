namespace Seaworthy.EntityFrameworkCore.Accounts;

/// <summary>One sign-in, until it ends or its owner has not come back for too long.</summary>
internal sealed class AccountSessionRow
{
    /// <summary>What the trail calls one.</summary>
    public const string Kind = "session";

    /// <summary>The token's <c>sid</c>.</summary>
    public required Guid Id { get; set; }

    public required long AccountId { get; set; }

    /// <summary>
    /// Makes the successor of a refresh token out of that token: so two requests with the same one are given the same, though nothing is stored that
    /// could be used.
    /// </summary>
    public required byte[] ChainKey { get; set; }

    public required DateTime CreatedAt { get; set; }

    /// <summary>When it was last refreshed.</summary>
    public required DateTime LastSeenAt { get; set; }

    /// <summary>When its newest refresh token expires.</summary>
    public required DateTime ExpiresAt { get; set; }

    public DateTime? RevokedAt { get; set; }

    public string? Address { get; set; }

    public string? UserAgent { get; set; }
}
