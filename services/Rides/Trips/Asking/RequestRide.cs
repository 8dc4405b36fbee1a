using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Seaworthy.Api.Problems;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Rides.Contracts;
using Seaworthy.Rides.Trips.Data;
using Seaworthy.Rides.Trips.History;
using Seaworthy.Rides.Trips.Matching;
using Seaworthy.Rides.Trips.Rides;
using Seaworthy.Validation;

namespace Seaworthy.Rides.Trips.Asking;

/// <summary>Somebody wants to be taken somewhere: the ride is there, and a driver is looked for.</summary>
internal sealed class RequestRide(Session<TripsDb> session, RideBook book, DriverSearch search, Tariff tariff, RideMetrics metrics, TimeProvider time)
{
    public async Task<IResult> HandleAsync(Body<NewRide> body, string rider, ItemView<TripsDb, Ride> view, string address, CancellationToken cancellationToken)
    {
        var answer = await session.Repeatable().AnswerAsync(
            async (db, ct) =>
            {
                if (await RefusalAsync(db, rider, ct) is { } refused)
                {
                    return refused;
                }

                var (now, wanted, road) = (Instant.Now(time), body.Value, Tariff.RoadM(body.Value.CrowM));
                var ride = book.Begin(db, Guid.CreateVersion7(now), new(
                    rider, wanted.Pickup.Spot, wanted.Pickup.Name, wanted.Dropoff.Spot, wanted.Dropoff.Name, road, tariff.QuoteCents(road), Tariff.Currency, now + DriverSearch.Longest));
                await db.SaveChangesAsync(ct);
                await search.BeginAsync(db, ride, ct);
                return view.Show(ride.PublicId, $"{address}/{ride.PublicId}");
            },
            cancellationToken);
        if (answer is not Problem)
        {
            metrics.Came(RideStatus.Requested);
        }

        return answer;
    }

    // Two at once are held apart by the index, which has the database's own answer. What is asked has the words of TripsDb.Standing, so that what somebody has had is not read.
    private static async Task<Problem?> RefusalAsync(TripsDb db, string rider, CancellationToken cancellationToken)
    {
        var standing = await db.Rides
            .Where(ride => ride.UserId == rider
                && (ride.Status == RideStatus.Requested || ride.Status == RideStatus.Matched || ride.Status == RideStatus.Accepted || ride.Status == RideStatus.Started || ride.Payment == PaymentState.Refused))
            .OrderBy(ride => ride.Id).Select(ride => new { ride.PublicId, ride.Status, ride.Payment, ride.PaymentReason }).FirstOrDefaultAsync(cancellationToken);
        return standing is null ? null
            : standing.Payment == PaymentState.Refused ? RideProblems.Owes(standing.PublicId, standing.PaymentReason)
            : RideProblems.HasOne(standing.PublicId, standing.Status);
    }
}
