namespace Seaworthy.Jobs;

/// <summary>A job that a process has taken to run it. Id, worker and attempt together are its lease: whoever ends it must name all three.</summary>
internal sealed record ClaimedJob
{
    public required Guid Id { get; init; }

    public required long Worker { get; init; }

    public required string Kind { get; init; }

    public required string Queue { get; init; }

    public required string Args { get; init; }

    public required int Attempt { get; init; }

    public required int MaxAttempts { get; init; }

    public required int Priority { get; init; }

    public required long? Tenant { get; init; }

    public required string? Subject { get; init; }

    public required string? Trace { get; init; }

    /// <summary>Whether others wait until it is over.</summary>
    public bool HasLane { get; init; }

    /// <summary>Whether somebody has cancelled it while another attempt ran.</summary>
    public bool IsCancelAsked { get; init; }

    public required DateTime CreatedAt { get; init; }
}
