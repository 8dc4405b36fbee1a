using Microsoft.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.Rides.Trips.Data;
using Seaworthy.Rides.Trips.Rides;

namespace Seaworthy.Rides.Trips.History;

/// <summary>Where what happens to a ride is written down: a line of its history, and the row that is made of them, in one transaction.</summary>
internal sealed class RideBook(TimeProvider time)
{
    /// <summary>The ride, which nobody else changes until this transaction has ended; null where there is none.</summary>
    public static async Task<Ride?> HoldAsync(TripsDb db, Guid id, CancellationToken cancellationToken)
    {
        // First its row: whoever holds it is the next of this ride, and so is what he tells of it.
        var held = await db.Rides.Where(ride => ride.PublicId == id).ExecuteUpdateAsync(set => set.SetProperty(ride => ride.Version, ride => ride.Version), cancellationToken);
        return held == 0 ? null : await db.Rides.SingleAsync(ride => ride.PublicId == id, cancellationToken);
    }

    /// <summary>Begins one.</summary>
    public Ride Begin(TripsDb db, Guid id, RideRequested asked)
    {
        var ride = Ride.New(id);
        db.Rides.Add(ride);
        Write(db, ride, asked);
        return ride;
    }

    /// <summary>Writes down that something happened to it.</summary>
    public void Write(TripsDb db, Ride ride, RideFact fact)
    {
        var now = Instant.Now(time);
        ride.Apply(fact, now);
        db.Events.Add(new RideEvent { Ride = ride, Version = ride.Version, Fact = fact.Write(), At = now });
    }
}
