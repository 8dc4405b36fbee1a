namespace Seaworthy.Workforce.Roles;

/// <summary>A role that somebody in another may go on to. It has a direction.</summary>
internal sealed class RoleAdjacency
{
    public long RoleId { get; set; }

    public Role Role { get; set; } = null!;

    public long RelatedId { get; set; }

    public Role Related { get; set; } = null!;

    /// <summary>How near: <c>Primary-Short</c>, <c>Primary-Long</c>, <c>Supplemental</c>.</summary>
    public required string Tier { get; set; }

    /// <summary>The nearest first, from 1.</summary>
    public int Place { get; set; }
}
