using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Jobs;
using Seaworthy.Rides.Trips.Data;
using Seaworthy.Rides.Trips.Rides;

namespace Seaworthy.Rides.Trips.History;

/// <summary>
/// Makes all rides anew of their histories while they are ridden: some at a time, each held while it is made. A ride that was right stays as it is.
/// </summary>
internal sealed class RebuildRides(Session<TripsDb> session, ServiceJobs<TripsDb> jobs)
{
    private const int AtOnce = 100;

    public static JobKind<Rebuild> Kind { get; } = new("rebuild-rides") { Keep = TimeSpan.FromDays(7), Timeout = TimeSpan.FromHours(1), MaxAttempts = 3 };

    /// <summary>Asked for again while it runs, it is the same one.</summary>
    public Task<IResult> AskAsync(string tasks, CancellationToken cancellationToken) => session.AnswerAsync(
        async (db, ct) => TaskEndpoints.Accepted(await jobs.EnqueueAsync(db, Kind, new(), ct, new JobWish { UniqueKey = Kind.Name }), tasks), cancellationToken);

    public async Task<Rebuilt> HandleAsync(JobRun run, CancellationToken cancellationToken)
    {
        var (last, seen, changed) = (0L, 0, 0);
        var newest = await session.ReadAsync((db, ct) => db.Rides.MaxAsync(ride => (long?)ride.Id, ct), cancellationToken) ?? 0;
        while (await session.WriteAsync((db, ct) => SomeAsync(db, last, newest, ct), cancellationToken) is { Seen: > 0 } some)
        {
            (last, seen, changed) = (some.Last, seen + some.Seen, changed + some.Changed);
            await run.ReportAsync((int)(last * 100 / newest), $"{seen} rides, {changed} changed", cancellationToken);
        }

        return new(seen, changed);
    }

    private static async Task<Batch> SomeAsync(TripsDb db, long after, long until, CancellationToken cancellationToken)
    {
        // Held first, as whoever writes their history does.
        var ids = await db.Rides.Where(ride => ride.Id > after && ride.Id <= until).OrderBy(ride => ride.Id).Take(AtOnce).Select(ride => ride.Id).ToListAsync(cancellationToken);
        await db.Rides.Where(ride => ids.Contains(ride.Id)).ExecuteUpdateAsync(set => set.SetProperty(ride => ride.Version, ride => ride.Version), cancellationToken);
        var rides = await db.Rides.Where(ride => ids.Contains(ride.Id)).OrderBy(ride => ride.Id).ToListAsync(cancellationToken);
        var lines = (await db.Events.AsNoTracking().Where(line => ids.Contains(line.RideId)).OrderBy(line => line.Version).ToListAsync(cancellationToken)).ToLookup(line => line.RideId);
        foreach (var ride in rides)
        {
            ride.Forget();
            foreach (var line in lines[ride.Id])
            {
                ride.Apply(RideFact.Read(line.Fact), line.At);
            }
        }

        return new(rides.Count == 0 ? after : rides[^1].Id, rides.Count, db.ChangeTracker.Entries<Ride>().Count(entry => entry.State == EntityState.Modified));
    }

    private readonly record struct Batch(long Last, int Seen, int Changed);
}

/// <summary>All of them.</summary>
internal sealed record Rebuild;

/// <summary>What came of it.</summary>
internal sealed record Rebuilt(int Rides, int Changed);
