using Microsoft.AspNetCore.Http;
using Seaworthy.Api.Problems;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.EntityFrameworkCore.Messaging;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Rides.Contracts;
using Seaworthy.Rides.Trips.Data;
using Seaworthy.Rides.Trips.History;
using Seaworthy.Rides.Trips.Money;
using Seaworthy.Rides.Trips.Rides;

namespace Seaworthy.Rides.Trips.Asking;

/// <summary>The rider does not want it any more. Free while a driver is looked for or asked, and for two minutes after he took it; a ride that has started is ridden to its end.</summary>
internal sealed class CancelRide(Session<TripsDb> session, RideBook book, ServiceEvents<TripsDb> events, Debts debts, Tariff tariff, RideMetrics metrics, TimeProvider time)
{
    private static readonly string[] Before = [RideStatus.Requested, RideStatus.Matched, RideStatus.Accepted];

    public async Task<IResult> HandleAsync(Guid id, string rider, ItemView<TripsDb, Ride> view, CancellationToken cancellationToken)
    {
        var cancelled = false;
        var answer = await session.AnswerAsync(
            async (db, ct) =>
            {
                if (await RideBook.HoldAsync(db, id, ct) is not { } ride || ride.UserId != rider)
                {
                    return Problem.NotFound("Ride", id);
                }

                if (!Before.Contains(ride.Status))
                {
                    // Said twice, by a caller that did not hear the first answer.
                    return ride.Status == RideStatus.Cancelled ? view.Show(id) : RideProblems.Not(ride, RideStatus.Cancelled, Before);
                }

                cancelled = true;
                await CancelAsync(db, ride, ct);
                return view.Show(id);
            },
            cancellationToken);
        if (cancelled)
        {
            metrics.Came(RideStatus.Cancelled);
        }

        return answer;
    }

    private async Task CancelAsync(TripsDb db, Ride ride, CancellationToken cancellationToken)
    {
        var driver = ride.DriverId ?? DriverReleased.Whoever;
        book.Write(db, ride, new RideCancelled(tariff.CancelCents(ride.AcceptedAt, Instant.Now(time))));
        await debts.TellAsync(db, ride, Debts.Cancellation, cancellationToken);
        await events.PublishAsync(db, RideEvents.Released, new(ride.PublicId, driver, null), cancellationToken);
    }
}
