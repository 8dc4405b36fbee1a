namespace Seaworthy.Jobs;

/// <summary>A job that a process has taken to run it.</summary>
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

    /// <summary>Others of the same lane wait until it is over; null for none.</summary>
    public string? Lane { get; init; }

    public long? LaneOrder { get; init; }

    /// <summary>Whether somebody has cancelled it while another attempt ran.</summary>
    public bool IsCancelAsked { get; init; }

    public required DateTime CreatedAt { get; init; }

    public JobLease Lease => new(Id, Worker, Attempt);
}
