using System.Collections.Concurrent;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Jobs;

namespace Seaworthy.IntegrationTests.Jobs;

/// <summary>Who runs the dock's jobs, and tells a test what he saw.</summary>
internal sealed class Dockers(Session<DockDb> session, ServiceJobs<DockDb> jobs)
{
    public static JobKind<Crate> Unload { get; } = new("unload") { MaxAttempts = 100 };

    public static JobKind<Crate> Drop { get; } = new("drop") { MaxAttempts = 2, Retry = new(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1)) };

    public static JobKind<Crate> Refuse { get; } = new("refuse");

    public static JobKind<Crate> Carry { get; } = new("carry") { Queue = "carrying", Timeout = TimeSpan.FromMinutes(2) };

    public static JobKind<Crate> Seek { get; } = new("seek")
    {
        MaxAttempts = 2, Timeout = TimeSpan.FromMilliseconds(50), Retry = new(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1)),
    };

    public static JobKind<Crate> Weigh { get; } = new("weigh") { Priority = 1 };

    /// <summary>Crates in the order in which somebody began with them, each with the attempt.</summary>
    public ConcurrentQueue<(string Crate, int Attempt)> Seen { get; } = new();

    /// <summary>Carriers go on when it is released.</summary>
    public SemaphoreSlim Quay { get; } = new(0);

    /// <summary>Called before a job writes.</summary>
    public Func<JobRun, Task> BeforeWriting { get; set; } = _ => Task.CompletedTask;

    public async Task UnloadAsync(Crate crate, JobRun run, CancellationToken cancellationToken)
    {
        Seen.Enqueue((crate.Name, run.Attempt));
        await BeforeWriting(run);
        await session.WriteAsync(
            async (db, ct) =>
            {
                db.Add(new Unloaded { Crate = crate.Name, Job = run.Id });
                await db.SaveChangesAsync(ct);
                await jobs.CompleteInTransactionAsync(db, run, ct, new Weight(crate.Name.Length));
                return true;
            },
            cancellationToken);
    }

    /// <summary>Looks for a crate that is not there, for as long as it may.</summary>
    public Task SeekAsync(Crate crate, JobRun run, CancellationToken cancellationToken)
    {
        Seen.Enqueue((crate.Name, run.Attempt));
        return Task.Delay(Timeout.Infinite, cancellationToken);
    }

    public async Task CarryAsync(Crate crate, JobRun run, CancellationToken cancellationToken)
    {
        Seen.Enqueue((crate.Name, run.Attempt));
        await run.ReportAsync(40, "on the stairs", cancellationToken);
        await Quay.WaitAsync(cancellationToken);
    }
}
