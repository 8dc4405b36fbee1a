namespace Seaworthy.EntityFrameworkCore.Jobs;

/// <summary>A queue of which nothing is taken.</summary>
internal sealed class PausedQueueRow
{
    public required string Queue { get; init; }

    public required DateTime PausedAt { get; init; }
}
