namespace Seaworthy.EntityFrameworkCore.Accounts;

/// <summary>What a mail lets its reader do once, by the hash of the secret in it.</summary>
internal sealed class AccountLinkRow
{
    /// <summary>SHA-256 of the secret.</summary>
    public required byte[] SecretHash { get; set; }

    public required long AccountId { get; set; }

    /// <summary>One of <see cref="LinkPurpose"/>.</summary>
    public required string Purpose { get; set; }

    public required DateTime ExpiresAt { get; set; }
}

/// <summary>What a link is for.</summary>
internal static class LinkPurpose
{
    public const string Confirm = "confirm";
    public const string Reset = "reset";

    /// <summary>For nothing, and in no mail: that somebody was told that he has an account.</summary>
    public const string Told = "told";
}
