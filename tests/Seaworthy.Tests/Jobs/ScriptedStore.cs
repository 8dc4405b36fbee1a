using Seaworthy.Hosting;
using Seaworthy.Jobs;

namespace Seaworthy.Tests.Jobs;

/// <summary>Has one job, and cannot write its end as often as it is told.</summary>
internal sealed class ScriptedStore : IJobStore
{
    private ClaimedJob? _job;
    private int _asked;
    private int _beats;

    public string Service => "shop";

    public Bell Bell { get; } = new();

    /// <summary>How many exchanges that end something are still to fail.</summary>
    public int FailedTurns { get; set; }

    /// <summary>The first exchange fails, and takes the job after the store was asked what that exchange had taken.</summary>
    public bool IsLate { get; set; }

    /// <summary>The first exchange takes the job, and its answer is lost; called meanwhile.</summary>
    public Func<Task>? Unheard { get; set; }

    /// <summary>How the job was ended.</summary>
    public JobEnd? End { get; private set; }

    /// <summary>It answers nobody.</summary>
    public bool IsAway { get; set; }

    /// <summary>How often it was asked to take back what silent processes have.</summary>
    public int Rescues { get; private set; }

    /// <summary>To put jobs into their queues goes on until it is told to end.</summary>
    public bool PromotesForEver { get; set; }

    public TaskCompletionSource BeatOften { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A sign of life waits until it is told to end, and then fails as SQLite does.</summary>
    public bool IsBusy { get; set; }

    public TaskCompletionSource Busy { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task EnterAsync(long worker, string name, CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task<JobTurn> TurnAsync(long worker, IReadOnlyList<EndedJob> ended, IReadOnlyList<QueueRoom> rooms, DateTime now, CancellationToken cancellationToken)
    {
        if (_job is null && Unheard is { } meanwhile)
        {
            (_job, Unheard) = (Taken(worker, now), null);
            await meanwhile();
            throw new IOException("The connection was lost.");
        }

        if ((ended.Count > 0 || IsLate) && FailedTurns > 0)
        {
            FailedTurns--;
            throw new IOException("The disk is full.");
        }

        if (ended.Count > 0)
        {
            (_job, End) = (null, ended[0].End);
            Ended.TrySetResult();
        }

        return _job is not null || IsLate || Ended.Task.IsCompleted ? new([], []) : new JobTurn([_job = Taken(worker, now)], []);
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
        ThrowIfAway();
        if (++_beats == 5)
        {
            BeatOften.TrySetResult();
        }

        if (IsBusy)
        {
            Busy.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw new IOException("The writer was busy.");
        }

        return new(IsKnown: true, [], []);
    }

    public Task<int> RescueAsync(long worker, TimeSpan lostAfter, DateTime now, DateTime keepDeadUntil, CancellationToken cancellationToken)
    {
        ThrowIfAway();
        Rescues++;
        return Task.FromResult(0);
    }

    public async Task<DateTime?> PromoteAsync(DateTime now, CancellationToken cancellationToken)
    {
        ThrowIfAway();
        await Task.Delay(PromotesForEver ? Timeout.Infinite : 0, cancellationToken);
        return null;
    }

    public Task<DateTime?> TickAsync(IReadOnlyList<JobSchedule> schedules, DateTime now, CancellationToken cancellationToken) => Task.FromResult<DateTime?>(null);

    public Task<bool> ReportAsync(ClaimedJob job, int progress, string? note, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task<WaitingJobs> WaitingAsync(string queue, int most, CancellationToken cancellationToken) => Task.FromResult(new WaitingJobs(0, null));

    public Task<bool> SweepAsync(DateTime now, CancellationToken cancellationToken) => Task.FromResult(false);

    public Task LeaveAsync(long worker, CancellationToken cancellationToken) => Task.CompletedTask;

    private void ThrowIfAway()
    {
        if (IsAway)
        {
            throw new IOException("The database is away.");
        }
    }

    /// <summary>A job as it is taken.</summary>
    public static ClaimedJob Taken(long worker, DateTime now, string kind = "call") => new()
    {
        Id = Guid.CreateVersion7(now), Worker = worker, Kind = kind, Queue = "default", Args = "\"home\"", Attempt = 1, MaxAttempts = 10, Priority = 0, Tenant = null, Subject = null, Trace = null, CreatedAt = now,
    };
}
