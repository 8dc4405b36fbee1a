using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Messaging;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Jobs;
using Seaworthy.Rides.Contracts;
using Seaworthy.Rides.Drivers.Data;

namespace Seaworthy.Rides.Drivers.Matching;

/// <summary>
/// Looks for a driver: for who wants one, and again every few seconds while nobody is there. One transaction locks the ride, keeps the driver, tells who it is and ends the job, so that there
/// is one driver and one answer for a round, whoever dies in between. What may meet:
/// <list type="bullet">
/// <item>Two rides want the same driver: the statement that keeps him finds him for one of them.</item>
/// <item>A round comes twice: the second is told by another job than the one that began it, and does nothing. Its answer was told with the driver.</item>
/// <item>An earlier round comes after a later one: it does nothing.</item>
/// <item>A later round comes before the driver of the earlier one was let go: whoever wants a later one wants him no more, and he is let go here; what is told of him afterwards finds nothing.</item>
/// <item>A ride is over before it was looked for, or while it is asked for again: nobody is kept.</item>
/// </list>
/// That a ride has one driver is also a unique index: what would get around all this fails, and finds the answer there when it is tried again.
/// </summary>
internal sealed class MatchRide(
    Session<DriversDb> session, ServiceJobs<DriversDb> jobs, ServiceEvents<DriversDb> events, AskedRides asked, NearestDriver nearest, DriverMetrics metrics, TimeProvider time)
{
    private const string Queue = "matching";

    /// <summary>Who wants one.</summary>
    public static JobKind<DriverWanted> Wanted { get; } = new("match-ride") { Queue = Queue, Keep = TimeSpan.Zero, MaxAttempts = RidesService.Patience, Retry = RidesService.Again };

    /// <summary>Who still does.</summary>
    public static JobKind<WantedStill> Still { get; } = new("match-ride-again") { Queue = Queue, Keep = TimeSpan.Zero, MaxAttempts = RidesService.Patience, Retry = RidesService.Again };

    public Task HandleAsync(DriverWanted wanted, JobRun run, CancellationToken cancellationToken) => LookAsync(
        run,
        async (db, now, ct) =>
        {
            var ride = await asked.BeginAsync(db, wanted, run.Id, ReceivedAt(run, now), ct);
            if (ride.State == AskedRide.Over || ride.Round != wanted.Round || ride.AskedBy != run.Id)
            {
                return (ride, ride.State == AskedRide.Over ? MatchOutcome.Over : MatchOutcome.Late);
            }

            await KeptDrivers.LetGoAsync(db, wanted.Ride, subject: null, spot: null, now, ct);
            return (ride, await KeepAsync(db, new(wanted, 1), now, ct));
        },
        cancellationToken);

    public Task HandleAsync(WantedStill still, JobRun run, CancellationToken cancellationToken) => LookAsync(
        run,
        async (db, now, ct) =>
        {
            var ride = await asked.FindAsync(db, still.Wanted.Ride, ct);
            return (ride, ride?.State == AskedRide.Asked && ride.Round == still.Wanted.Round ? await KeepAsync(db, still, now, ct)
                : ride?.State == AskedRide.Over ? MatchOutcome.Over : MatchOutcome.Late);
        },
        cancellationToken);

    private async Task LookAsync(JobRun run, Func<DriversDb, DateTime, CancellationToken, Task<(AskedRide? Ride, string Outcome)>> look, CancellationToken cancellationToken)
    {
        var (ride, outcome) = await session.WriteAsync(
            async (db, ct) =>
            {
                var looked = await look(db, Instant.Now(time), ct);
                await jobs.CompleteInTransactionAsync(db, run, ct);
                return looked;
            },
            cancellationToken);
        metrics.Looked(outcome, outcome == MatchOutcome.Found ? Instant.Now(time) - ride!.AskedAt : null);
    }

    private async Task<string> KeepAsync(DriversDb db, WantedStill still, DateTime now, CancellationToken cancellationToken)
    {
        var wanted = still.Wanted;
        if (now >= wanted.Until)
        {
            await asked.AnswerAsync(db, wanted.Ride, cancellationToken);
            await events.PublishAsync(db, RideEvents.Nobody, new(wanted.Ride, wanted.Round), cancellationToken);
            return MatchOutcome.Nobody;
        }

        if (await nearest.KeepAsync(db, wanted, now, cancellationToken) is { } found)
        {
            await asked.AnswerAsync(db, wanted.Ride, cancellationToken);
            await events.PublishAsync(db, RideEvents.Found, found, cancellationToken);
            return MatchOutcome.Found;
        }

        // A key of its own for each time: the one that runs has its own until it is over. The last time is when it is too late.
        var due = now + MatchRules.AskAgain;
        JobWish wish = new() { DueAt = due < wanted.Until ? due : wanted.Until, UniqueKey = $"{wanted.Ride}:{wanted.Round}:{still.Time}" };
        await jobs.EnqueueAsync(db, Still, still with { Time = still.Time + 1 }, cancellationToken, wish);
        return MatchOutcome.Waiting;
    }

    // A job's id is of the moment in which its event was received (RFC 9562, version 7): a rider waits from then on, also where the job waited for its turn.
    private static DateTime ReceivedAt(JobRun run, DateTime now)
    {
        Span<byte> id = stackalloc byte[16];
        run.Id.TryWriteBytes(id, bigEndian: true, out _);
        var milliseconds = ((long)id[0] << 40) | ((long)id[1] << 32) | ((long)id[2] << 24) | ((long)id[3] << 16) | ((long)id[4] << 8) | id[5];
        var received = DateTime.UnixEpoch.AddMilliseconds(milliseconds);
        return received < now ? received : now;
    }
}

/// <summary>That somebody still wants a driver.</summary>
/// <param name="Wanted">What was told.</param>
/// <param name="Time">The how manieth time it is looked for.</param>
internal sealed record WantedStill(DriverWanted Wanted, int Time);
