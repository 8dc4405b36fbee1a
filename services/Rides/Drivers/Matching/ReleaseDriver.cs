using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Jobs;
using Seaworthy.Rides.Contracts;
using Seaworthy.Rides.Drivers.Data;

namespace Seaworthy.Rides.Drivers.Matching;

/// <summary>
/// Lets a driver go when his ride says so: if and only if his row names that ride. A second time, and for a driver whom another ride has by now, it does nothing. An empty driver is
/// whoever the ride has, and that nobody is to be looked for any more.
/// </summary>
internal sealed class ReleaseDriver(Session<DriversDb> session, ServiceJobs<DriversDb> jobs, AskedRides asked, TimeProvider time)
{
    public static JobKind<DriverReleased> Kind { get; } = new("release-driver") { Queue = "matching", Keep = TimeSpan.Zero, MaxAttempts = RidesService.Patience, Retry = RidesService.Again };

    public Task HandleAsync(DriverReleased released, JobRun run, CancellationToken cancellationToken) => session.WriteAsync(
        async (db, ct) =>
        {
            var now = Instant.Now(time);
            await asked.ReleaseAsync(db, released, run.Id, now, ct);
            var freed = await KeptDrivers.LetGoAsync(db, released.Ride, released.Driver == DriverReleased.Whoever ? null : released.Driver, released.Spot, now, ct);
            await jobs.CompleteInTransactionAsync(db, run, ct);
            return freed;
        },
        cancellationToken);
}
