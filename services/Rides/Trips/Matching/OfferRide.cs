using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Messaging;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Jobs;
using Seaworthy.Rides.Contracts;
using Seaworthy.Rides.Trips.Data;
using Seaworthy.Rides.Trips.History;
using Seaworthy.Rides.Trips.Rides;

namespace Seaworthy.Rides.Trips.Matching;

/// <summary>A driver is kept for a ride, and asked whether he takes it. One who is found for a ride that does not want him any more is released at once.</summary>
internal sealed class OfferRide(Session<TripsDb> session, ServiceJobs<TripsDb> jobs, ServiceEvents<TripsDb> events, RideBook book, RideMetrics metrics, TimeProvider time)
{
    public static JobKind<DriverFound> Heard { get; } = new("hear-driver-found") { Keep = TimeSpan.Zero, MaxAttempts = RidesService.Patience, Retry = RidesService.Again };

    public async Task HearAsync(DriverFound told, JobRun run, CancellationToken cancellationToken)
    {
        var waited = await session.WriteAsync(
            async (db, ct) =>
            {
                await jobs.CompleteInTransactionAsync(db, run, ct);
                if (await RideBook.HoldAsync(db, told.Ride, ct) is not { Status: RideStatus.Requested } ride || ride.Round != told.Round)
                {
                    await events.PublishAsync(db, RideEvents.Released, new(told.Ride, told.Driver.Subject, null), ct);
                    return (TimeSpan?)null;
                }

                book.Write(db, ride, new DriverKept(told.Driver, told.DistanceM));
                var now = Instant.Now(time);
                await jobs.EnqueueAsync(db, EndOffer.Kind, new(ride.PublicId, ride.Round), ct, new JobWish { DueAt = now + EndOffer.Patience });
                return now - ride.RequestedAt;
            },
            cancellationToken);
        if (waited is { } matched)
        {
            metrics.Came(RideStatus.Matched);
            metrics.Matched(matched);
        }
    }
}
