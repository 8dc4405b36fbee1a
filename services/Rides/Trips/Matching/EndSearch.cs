using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Jobs;
using Seaworthy.Rides.Contracts;
using Seaworthy.Rides.Trips.Data;
using Seaworthy.Rides.Trips.History;
using Seaworthy.Rides.Trips.Rides;

namespace Seaworthy.Rides.Trips.Matching;

/// <summary>A ride for which nobody was found ends so: when the drivers' module says it, or when it has said nothing for too long.</summary>
internal sealed class EndSearch(Session<TripsDb> session, ServiceJobs<TripsDb> jobs, RideBook book, RideMetrics metrics)
{
    public static JobKind<NobodyFound> Heard { get; } = new("hear-nobody-found") { Keep = TimeSpan.Zero, MaxAttempts = RidesService.Patience, Retry = RidesService.Again };

    public static JobKind<SearchRound> Kind { get; } = new("end-search") { Keep = TimeSpan.Zero, MaxAttempts = RidesService.Patience, Retry = RidesService.Again };

    public Task HearAsync(NobodyFound told, JobRun run, CancellationToken cancellationToken) => HandleAsync(new(told.Ride, told.Round), run, cancellationToken);

    public async Task HandleAsync(SearchRound search, JobRun run, CancellationToken cancellationToken)
    {
        var ended = await session.WriteAsync(
            async (db, ct) =>
            {
                await jobs.CompleteInTransactionAsync(db, run, ct);
                if (await RideBook.HoldAsync(db, search.Ride, ct) is not { Status: RideStatus.Requested } ride || ride.Round != search.Round)
                {
                    return false;
                }

                book.Write(db, ride, new RideUnserved());
                return true;
            },
            cancellationToken);
        if (ended)
        {
            metrics.Came(RideStatus.Unserved);
        }
    }
}
