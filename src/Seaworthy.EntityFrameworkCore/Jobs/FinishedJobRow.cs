namespace Seaworthy.EntityFrameworkCore.Jobs;

/// <summary>A job that is over, for as long as its kind keeps it. In a table of its own, so that those to come are found as fast however many there were.</summary>
internal sealed class FinishedJobRow
{
    public required Guid Id { get; init; }

    public required string Queue { get; init; }

    public required string Kind { get; init; }

    public required string Args { get; init; }

    /// <summary>3 done, 4 dead, 5 cancelled.</summary>
    public required int State { get; init; }

    public required int Priority { get; init; }

    public required int Attempt { get; init; }

    public required int MaxAttempts { get; init; }

    public long? Tenant { get; init; }

    public string? Subject { get; init; }

    public string? Result { get; init; }

    public string? FirstError { get; init; }

    public string? LastError { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime FinishedAt { get; init; }

    public required DateTime KeepUntil { get; init; }
}
