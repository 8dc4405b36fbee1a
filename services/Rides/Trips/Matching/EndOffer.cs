using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Jobs;
using Seaworthy.Rides.Contracts;
using Seaworthy.Rides.Trips.Data;
using Seaworthy.Rides.Trips.History;
using Seaworthy.Rides.Trips.Rides;

namespace Seaworthy.Rides.Trips.Matching;

/// <summary>A driver who says nothing is not waited for.</summary>
internal sealed class EndOffer(Session<TripsDb> session, ServiceJobs<TripsDb> jobs, DriverSearch search)
{
    /// <summary>How long he has.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static JobKind<SearchRound> Kind { get; } = new("end-offer") { Keep = TimeSpan.Zero, MaxAttempts = RidesService.Patience, Retry = RidesService.Again };

    public Task HandleAsync(SearchRound offer, JobRun run, CancellationToken cancellationToken) => session.WriteAsync(
        async (db, ct) =>
        {
            await jobs.CompleteInTransactionAsync(db, run, ct);
            if (await RideBook.HoldAsync(db, offer.Ride, ct) is { Status: RideStatus.Matched } ride && ride.Round == offer.Round)
            {
                await search.GoOnAsync(db, ride, DriverSearch.Silent, ct);
            }

            return true;
        },
        cancellationToken);
}
