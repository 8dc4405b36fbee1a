namespace Seaworthy.EntityFrameworkCore.Jobs;

/// <summary>A process that runs jobs, and when it was heard last, by the database's clock.</summary>
internal sealed class JobWorkerRow
{
    public required long Id { get; init; }

    public required string Name { get; init; }

    public required DateTime SeenAt { get; init; }
}
