using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Seaworthy.Jobs;

/// <summary>
/// Takes a service's jobs and runs them. There is one per process and service, not one per job that runs: it ends what has ended and takes what there
/// is room for in one exchange, so that the busier it is the less each job costs. It begins when the process has started, for what a starting process takes it begins with late. It stops
/// with the first signal, in front of the grace period: what others can do, they do meanwhile, and what runs has that time too.
/// </summary>
internal sealed class JobWorker(
    IJobStore store, IReadOnlyList<JobQueue> queues, JobHands hands, JobHandBack handBack, JobOptions options, JobUpkeep upkeep, StoreTrouble trouble, TimeProvider time, ILogger log)
    : BackgroundService, IHostedLifecycleService
{
    private const int MostAtOnce = 2000;
    private static readonly TimeSpan AfterAFailure = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<EndedJob> _ending = [];
    private readonly TurnDoubt _doubt = new(TimeSpan.FromMilliseconds(options.PollMs), time);
    private long _looked;
    private volatile bool _leaves;

    Task IHostedLifecycleService.StoppingAsync(CancellationToken cancellationToken)
    {
        _leaves = true;
        store.Bell.Ring();
        return Task.CompletedTask;
    }

    Task IHostedLifecycleService.StartedAsync(CancellationToken cancellationToken)
    {
        _started.TrySetResult();
        return Task.CompletedTask;
    }

    Task IHostedLifecycleService.StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedLifecycleService.StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await _started.Task.WaitAsync(stoppingToken);
        var running = hands.RunAsync();
        using var end = new CancellationTokenSource();
        var upkept = upkeep.RunAsync(queues, end.Token);
        while (!_leaves && !stoppingToken.IsCancellationRequested)
        {
            await StepAsync(stoppingToken);
        }

        try
        {
            try
            {
                await handBack.RunAsync(running, HandOverAsync);
            }
            finally
            {
                await end.CancelAsync();
                await upkept;
            }

            await upkeep.LeaveAsync();
        }
        catch (Exception exception)
        {
            // What could not be handed back is taken back when nothing is heard of this process any more.
            trouble.Note(exception);
        }
    }

    private async Task StepAsync(CancellationToken stoppingToken)
    {
        try
        {
            var worker = await upkeep.WorkerAsync(stoppingToken);
            if (!await TurnAsync(worker, isLast: false))
            {
                var wait = TimeSpan.FromMilliseconds(options.PollMs) - time.GetElapsedTime(_looked);
                await store.Bell.WaitAsync(wait > Shortest ? wait : Shortest, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process stops.
        }
        catch (Exception exception)
        {
            trouble.Note(exception);
            await Task.Delay(AfterAFailure, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>One exchange; false when there was nothing to do.</summary>
    private async Task<bool> TurnAsync(long worker, bool isLast)
    {
        if (_doubt.WantsAnswer)
        {
            await FindAgainAsync(worker);
        }

        while (_ending.Count < MostAtOnce && hands.TryTakeEnded(out var ended))
        {
            _ending.Add(ended);
        }

        QueueRoom[] rooms = isLast ? [] : Rooms();
        if (_ending.Count == 0 && rooms.Length == 0)
        {
            return false;
        }

        _doubt.Begin();
        var turn = await store.TurnAsync(worker, _ending, rooms, JobTime.Now(time), CancellationToken.None);
        _doubt.Heard();
        trouble.Over();
        foreach (var stale in turn.Stale)
        {
            Log.Stale(log, stale.Kind, stale.Id, store.Service, stale.Attempt);
        }

        foreach (var room in rooms)
        {
            queues.First(queue => queue.Name == room.Queue).MayHaveMore = turn.MayBegin(room.Queue) == room.Count;
        }

        var lost = turn.Stale.Select(job => job.Lease).ToHashSet();
        foreach (var ended in _ending)
        {
            await hands.LetGoAsync(ended, lost.Contains(ended.Job.Lease));
        }

        _ending.Clear();
        await hands.HoldAsync(turn.Claimed);
        return true;
    }

    // Nobody heard how the last exchange ended, or one before it. What it took is known to the store alone; what it ended, it may have ended.
    private async Task FindAgainAsync(long worker)
    {
        await hands.HoldAsync(await store.HeldAsync(worker, CancellationToken.None));
        for (var i = 0; i < _ending.Count; i++)
        {
            _ending[i] = _ending[i] with { IsCommitted = true };
        }

        _doubt.Answered();
    }

    private QueueRoom[] Rooms()
    {
        if (store.Bell.TakeNew() || time.GetElapsedTime(_looked) >= TimeSpan.FromMilliseconds(options.PollMs))
        {
            _looked = time.GetTimestamp();
            foreach (var queue in queues)
            {
                queue.MayHaveMore = true;
            }
        }

        return [.. queues.Select(queue => queue.Room()).Where(room => room.Count > 0)];
    }

    private async Task HandOverAsync(bool isLast)
    {
        try
        {
            while (await TurnAsync(await upkeep.WorkerAsync(CancellationToken.None), isLast: true))
            {
            }
        }
        catch (Exception exception) when (!isLast)
        {
            trouble.Note(exception);
        }
    }
}
