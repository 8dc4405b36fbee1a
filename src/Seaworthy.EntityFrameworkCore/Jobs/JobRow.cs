namespace Seaworthy.EntityFrameworkCore.Jobs;

/// <summary>A job that is not over. Written and read by statements of our own; EF Core knows it for the model's sake.</summary>
internal sealed class JobRow
{
    public required Guid Id { get; init; }

    public required string Queue { get; init; }

    public required string Kind { get; init; }

    public required string Args { get; init; }

    /// <summary>0 waits, 1 runs, 2 waits for its time.</summary>
    public required int State { get; init; }

    public required int Priority { get; init; }

    public required DateTime DueAt { get; init; }

    /// <summary>How often it was taken.</summary>
    public required int Attempt { get; init; }

    public required int MaxAttempts { get; init; }

    /// <summary>The process that has it; with the attempt its lease.</summary>
    public long? Worker { get; init; }

    public long? Tenant { get; init; }

    public string? Subject { get; init; }

    /// <summary>The <c>traceparent</c> of whoever asked for it.</summary>
    public string? Trace { get; init; }

    public string? UniqueKey { get; init; }

    /// <summary>Of the jobs of a lane one waits for the other.</summary>
    public string? Lane { get; init; }

    public long? LaneOrder { get; init; }

    public int? Progress { get; init; }

    public string? Note { get; init; }

    public string? FirstError { get; init; }

    public string? LastError { get; init; }

    public required bool IsCancelAsked { get; init; }

    public required DateTime CreatedAt { get; init; }
}
