using Microsoft.AspNetCore.Http;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.EntityFrameworkCore.Messaging;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.Rides.Contracts;
using Seaworthy.Rides.Trips.Data;
using Seaworthy.Rides.Trips.History;
using Seaworthy.Rides.Trips.Money;
using Seaworthy.Rides.Trips.Rides;

namespace Seaworthy.Rides.Trips.Driving;

/// <summary>The rider is taken where he wants to be; what that costs is known at its end.</summary>
internal sealed class DriveRide(DriverSteps steps, RideBook book, ServiceEvents<TripsDb> events, Debts debts, Tariff tariff, RideMetrics metrics, TimeProvider time)
{
    private static readonly string[] BeforeStarted = [RideStatus.Accepted];
    private static readonly string[] BeforeFinished = [RideStatus.Started];

    public Task<IResult> StartAsync(Guid id, string driver, ItemView<TripsDb, Ride> view, CancellationToken cancellationToken) =>
        steps.TakeAsync(id, driver, RideStatus.Started, BeforeStarted, view, (db, ride, _) =>
        {
            book.Write(db, ride, new RideStarted());
            return Task.CompletedTask;
        }, cancellationToken);

    public async Task<IResult> FinishAsync(Guid id, string driver, ItemView<TripsDb, Ride> view, CancellationToken cancellationToken)
    {
        var fare = (long?)null;
        var answer = await steps.TakeAsync(id, driver, RideStatus.Finished, BeforeFinished, view, async (db, ride, ct) => fare = await FinishAsync(db, ride, ct), cancellationToken);
        if (fare is { } earned)
        {
            metrics.Earned(earned); // now that it is committed: what is rolled back is finished again
        }

        return answer;
    }

    private async Task<long> FinishAsync(TripsDb db, Ride ride, CancellationToken cancellationToken)
    {
        var fare = tariff.FareCents(ride.DistanceM, Instant.Now(time) - ride.StartedAt!.Value);
        book.Write(db, ride, new RideFinished(fare, ride.Dropoff));
        await debts.TellAsync(db, ride, Debts.Fare, cancellationToken);
        await events.PublishAsync(db, RideEvents.Released, new(ride.PublicId, ride.DriverId!, ride.Dropoff), cancellationToken);
        return fare;
    }
}
