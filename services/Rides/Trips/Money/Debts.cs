using Seaworthy.EntityFrameworkCore.Messaging;
using Seaworthy.Rides.Contracts;
using Seaworthy.Rides.Trips.Data;
using Seaworthy.Rides.Trips.Rides;

namespace Seaworthy.Rides.Trips.Money;

/// <summary>Tells what a ride that has ended costs its rider; nothing where it costs nothing.</summary>
internal sealed class Debts(ServiceEvents<TripsDb> events)
{
    public const string Fare = "fare";
    public const string Cancellation = "cancellation";

    public async Task TellAsync(TripsDb db, Ride ride, string what, CancellationToken cancellationToken)
    {
        if (ride.FareCents is > 0 and var cents)
        {
            await events.PublishAsync(db, RideEvents.Owed, new(ride.PublicId, ride.UserId, cents, ride.Currency, what), cancellationToken);
        }
    }
}
