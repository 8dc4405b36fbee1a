namespace Seaworthy.Jobs;

/// <summary>What one job has that others of its kind have not.</summary>
public sealed record JobWish
{
    /// <summary>Not before this instant, in UTC. Null (default): at once.</summary>
    public DateTime? DueAt { get; init; }

    /// <summary>Of the jobs with this key one waits or runs at a time: another is not made, and the one there is told instead. Null (default): as many as there are.</summary>
    public string? UniqueKey { get; init; }

    /// <summary>Before jobs with a higher number in its queue. Null (default): its kind's.</summary>
    public int? Priority { get; init; }

    /// <summary>Whose data it works on (R89). Null (default): no tenant's.</summary>
    public long? Tenant { get; init; }

    /// <summary>For whom it works, who may ask how it goes and cancel it. Null (default): nobody.</summary>
    public string? Subject { get; init; }
}
