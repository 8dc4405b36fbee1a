namespace Seaworthy.EntityFrameworkCore.Accounts;

/// <summary>Which account somebody has who signs in by Firebase.</summary>
internal sealed class FirebaseLinkRow
{
    /// <summary>Firebase's id.</summary>
    public required string Uid { get; set; }

    public required long AccountId { get; set; }

    public required DateTime CreatedAt { get; set; }
}
