using Seaworthy.Jobs;

namespace Seaworthy.EntityFrameworkCore.Jobs;

/// <summary>A job as it is written down first.</summary>
internal readonly record struct NewJob(
    Guid Id, string Queue, string Kind, string Args, int Priority, DateTime DueAt, int MaxAttempts, long? Tenant, string? Subject, string? Trace, string? UniqueKey, DateTime CreatedAt)
{
    /// <summary>Of the jobs of a lane one waits for the other, in <see cref="LaneOrder"/>; null for none.</summary>
    public string? Lane { get; init; }

    public long? LaneOrder { get; init; }

    /// <summary>What is due waits for its turn, and all else for its time.</summary>
    public int State => (int)(DueAt > CreatedAt ? JobStatus.Scheduled : JobStatus.Waiting);
}
