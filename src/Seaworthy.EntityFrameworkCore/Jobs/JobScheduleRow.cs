namespace Seaworthy.EntityFrameworkCore.Jobs;

/// <summary>When a schedule comes next.</summary>
internal sealed class JobScheduleRow
{
    public required string Name { get; init; }

    public required string Cron { get; init; }

    public required DateTime NextAt { get; init; }
}
