using Microsoft.AspNetCore.Http;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.Rides.Trips.Data;
using Seaworthy.Rides.Trips.History;
using Seaworthy.Rides.Trips.Matching;
using Seaworthy.Rides.Trips.Rides;

namespace Seaworthy.Rides.Trips.Driving;

/// <summary>The driver who is asked takes the ride, or does not; who has taken it may still give it back before it starts.</summary>
internal sealed class AnswerOffer(DriverSteps steps, RideBook book, DriverSearch search)
{
    private static readonly string[] BeforeAccepted = [RideStatus.Matched];
    private static readonly string[] BeforeDeclined = [RideStatus.Matched, RideStatus.Accepted];

    public Task<IResult> AcceptAsync(Guid id, string driver, ItemView<TripsDb, Ride> view, CancellationToken cancellationToken) =>
        steps.TakeAsync(id, driver, RideStatus.Accepted, BeforeAccepted, view, (db, ride, _) =>
        {
            book.Write(db, ride, new RideAccepted());
            return Task.CompletedTask;
        }, cancellationToken);

    /// <summary>Answered with 204: the ride is not his any more, and he does not see it.</summary>
    public Task<IResult> DeclineAsync(Guid id, string driver, CancellationToken cancellationToken) =>
        steps.TakeAsync(id, driver, RideMetrics.Declined, BeforeDeclined, view: null, (db, ride, ct) => search.GoOnAsync(db, ride, DriverSearch.Declined, ct), cancellationToken);
}
