using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Messaging;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.Jobs;
using Seaworthy.Rides.Contracts;
using Seaworthy.Rides.Trips.Data;
using Seaworthy.Rides.Trips.History;
using Seaworthy.Rides.Trips.Rides;

namespace Seaworthy.Rides.Trips.Matching;

/// <summary>Looks for a driver: tells the drivers' module, and ends the search itself where nobody answers.</summary>
internal sealed class DriverSearch(ServiceEvents<TripsDb> events, ServiceJobs<TripsDb> jobs, RideBook book, TimeProvider time)
{
    public const string Declined = "declined";
    public const string Silent = "silent";

    /// <summary>How long one is looked for in a round.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    // What is told at the last moment is on its way for a while.
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(15);

    /// <summary>Begins a round, for a ride that is new or has lost its driver. Nobody is his own driver: he would earn by a ride that nobody else sees.</summary>
    public async Task BeginAsync(TripsDb db, Ride ride, CancellationToken cancellationToken)
    {
        await events.PublishAsync(db, RideEvents.Wanted, new(ride.PublicId, ride.Round, ride.Pickup, ride.Until, [ride.UserId, .. ride.RefusedBy]), cancellationToken);
        await jobs.EnqueueAsync(db, EndSearch.Kind, new(ride.PublicId, ride.Round), cancellationToken, new JobWish { DueAt = ride.Until + Late });
    }

    /// <summary>The driver is not for this ride: he is released, and the next one is looked for.</summary>
    public async Task GoOnAsync(TripsDb db, Ride ride, string why, CancellationToken cancellationToken)
    {
        var driver = ride.DriverId!;
        book.Write(db, ride, new DriverGone(why, Instant.Now(time) + Longest));
        await events.PublishAsync(db, RideEvents.Released, new(ride.PublicId, driver, null), cancellationToken);
        await BeginAsync(db, ride, cancellationToken);
    }
}

/// <summary>A round of a ride's search.</summary>
internal sealed record SearchRound(Guid Ride, int Round);
