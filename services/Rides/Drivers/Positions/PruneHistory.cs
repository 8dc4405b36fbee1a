using Microsoft.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Jobs;
using Seaworthy.Rides.Drivers.Data;
using Seaworthy.Rides.Drivers.Matching;

namespace Seaworthy.Rides.Drivers.Positions;

/// <summary>Takes away what nobody needs any more: old positions, and which rides were looked for. Twice is once.</summary>
internal sealed class PruneHistory(Session<DriversDb> session, TimeProvider time)
{
    // Rows of a transaction: with SQLite everybody else who writes waits for it, so it is short.
    private const int AtOnce = 1000;

    public static JobKind<PruneRound> Kind { get; } = new("prune-history") { Keep = TimeSpan.Zero, MaxAttempts = 3 };

    /// <summary>Every hour, so that there is never much.</summary>
    public static CronSchedule When { get; } = CronSchedule.Parse("7 * * * *");

    public async Task HandleAsync(CancellationToken cancellationToken)
    {
        var now = Instant.Now(time);
        var (positions, rides) = (now - DriverPosition.Kept, now - AskedRide.Kept);
        while (await session.WriteAsync((db, ct) => db.Positions.Where(line => line.At < positions).OrderBy(line => line.At).Take(AtOnce).ExecuteDeleteAsync(ct), cancellationToken) == AtOnce)
        {
        }

        while (await session.WriteAsync((db, ct) => Old(db, rides).OrderBy(asked => asked.AskedAt).Take(AtOnce).ExecuteDeleteAsync(ct), cancellationToken) == AtOnce)
        {
        }
    }

    // One that has a driver is not over, however long it takes.
    private static IQueryable<AskedRide> Old(DriversDb db, DateTime before) =>
        db.AskedRides.Where(asked => asked.AskedAt < before && !db.Drivers.Any(driver => driver.Ride == asked.Ride));
}

/// <summary>One round of it.</summary>
/// <param name="At">The time of the schedule that asked for it.</param>
internal sealed record PruneRound(DateTime At);
