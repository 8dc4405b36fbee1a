namespace Seaworthy.AuditTrail;

/// <summary>Which lines are wanted; null is any.</summary>
public sealed record TrailFilter
{
    /// <summary>Of this caller.</summary>
    public string? Who { get; init; }

    /// <summary>About things of this kind.</summary>
    public string? ObjectKind { get; init; }

    /// <summary>About the one of them that has this id.</summary>
    public string? ObjectId { get; init; }

    /// <summary>From this instant on.</summary>
    public DateTime? Since { get; init; }

    /// <summary>Older than this line: the last one of the page before.</summary>
    public TrailLine? After { get; init; }

    /// <summary>How many at the most. Default 100.</summary>
    public int Take { get; init; } = 100;
}
