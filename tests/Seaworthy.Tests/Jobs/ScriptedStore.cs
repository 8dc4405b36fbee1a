using Seaworthy.Hosting;
using Seaworthy.Jobs;

namespace Seaworthy.Tests.Jobs;

/// <summary>Has one job, and cannot write its end as often as it is told.</summary>
internal sealed class ScriptedStore : IJobStore
{
    private ClaimedJob? _job;
    private int _asked;

    public string Service => "shop";

    public Bell Bell { get; } = new();

    /// <summary>How many exchanges that end something are still to fail.</summary>
    public int FailedTurns { get; set; }

    /// <summary>The first exchange fails, and takes the job after the store was asked what that exchange had taken.</summary>
    public bool IsLate { get; set; }

    /// <summary>How often more jobs are due than are put into their queues at once.</summary>
    public int Portions { get; set; }

    public int Beats { get; private set; }

    /// <summary>A sign of life waits until it is told to end, and then fails as SQLite does.</summary>
    public bool IsBusy { get; set; }

    public TaskCompletionSource Busy { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Promoted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task EnterAsync(long worker, string name, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<JobTurn> TurnAsync(long worker, IReadOnlyList<EndedJob> ended, IReadOnlyList<QueueRoom> rooms, DateTime now, CancellationToken cancellationToken)
    {
        if ((ended.Count > 0 || IsLate) && FailedTurns > 0)
        {
            FailedTurns--;
            throw new IOException("The disk is full.");
        }

        if (ended.Count > 0)
        {
            _job = null;
            Ended.TrySetResult();
        }

        if (_job is not null || IsLate || Ended.Task.IsCompleted)
        {
            return Task.FromResult(new JobTurn([], []));
        }

        return Task.FromResult(new JobTurn([_job = Taken(worker, now)], []));
    }

    public Task<IReadOnlyList<ClaimedJob>> HeldAsync(long worker, CancellationToken cancellationToken)
    {
        if (IsLate && ++_asked == 2)
        {
            _job = Taken(worker, DateTime.UnixEpoch);
        }

        return Task.FromResult<IReadOnlyList<ClaimedJob>>(_job is null ? [] : [_job]);
    }

    public async Task<JobBeat> BeatAsync(long worker, CancellationToken cancellationToken)
    {
        Beats++;
        if (IsBusy)
        {
            Busy.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw new IOException("The writer was busy.");
        }

        return new(IsKnown: true, [], []);
    }

    public Task<int> RescueAsync(long worker, TimeSpan lostAfter, DateTime now, DateTime keepDeadUntil, CancellationToken cancellationToken) => Task.FromResult(0);

    public Task<DateTime?> PromoteAsync(DateTime now, CancellationToken cancellationToken)
    {
        if (--Portions > 0)
        {
            return Task.FromResult<DateTime?>(now);
        }

        Promoted.TrySetResult();
        return Task.FromResult<DateTime?>(null);
    }

    public Task<DateTime?> TickAsync(IReadOnlyList<JobSchedule> schedules, DateTime now, CancellationToken cancellationToken) => Task.FromResult<DateTime?>(null);

    public Task<bool> ReportAsync(ClaimedJob job, int progress, string? note, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task<WaitingJobs> WaitingAsync(string queue, int most, CancellationToken cancellationToken) => Task.FromResult(new WaitingJobs(0, null));

    public Task<bool> SweepAsync(DateTime now, CancellationToken cancellationToken) => Task.FromResult(false);

    public Task LeaveAsync(long worker, CancellationToken cancellationToken) => Task.CompletedTask;

    private static ClaimedJob Taken(long worker, DateTime now) => new()
    {
        Id = Guid.CreateVersion7(now), Worker = worker, Kind = "call", Queue = "default", Args = "\"home\"", Attempt = 1, MaxAttempts = 10, Priority = 0, Tenant = null, Subject = null, Trace = null, CreatedAt = now,
    };
}
