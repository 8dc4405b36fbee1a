using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace Seaworthy.Jobs;

/// <summary>
/// What goes on beside the jobs themselves: a sign of life once per heartbeat, whatever else takes how long; and after each other, jobs taken back from processes that give none,
/// jobs put into their queues whose time has come, and now and then those taken away that ended long ago.
/// </summary>
internal sealed class JobUpkeep(
    IJobStore store, JobRegistry registry, HeldJobs held, JobOptions options, StoreTrouble trouble, JobMetrics metrics, JobWatch watch, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan KeepCrashed = TimeSpan.FromDays(30);
    private static readonly TimeSpan UntilItIsKnown = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);
    private readonly TimeSpan _heartbeat = TimeSpan.FromMilliseconds(options.HeartbeatMs);
    private readonly TimeSpan _lostAfter = TimeSpan.FromMilliseconds(options.LostAfterMs);
    private long _worker;
    private long _swept = time.GetTimestamp();
    private long? _stepped;
    private bool _gaveWay;

    /// <summary>The number under which this process takes jobs; a new one at the start, and after it was taken for dead.</summary>
    public async ValueTask<long> WorkerAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _worker) is not 0 and var worker)
        {
            return worker;
        }

        worker = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long))) & long.MaxValue;
        await store.EnterAsync(worker, $"{Environment.MachineName}:{Environment.ProcessId}", cancellationToken);
        Volatile.Write(ref _worker, worker);
        return worker;
    }

    /// <summary>Goes on until it is told to end; then the process has nothing any more.</summary>
    public Task RunAsync(IReadOnlyList<JobQueue> queues, CancellationToken cancellationToken) => Task.WhenAll(
        AgainAsync(worker => BeatAsync(worker, queues, cancellationToken), cancellationToken),
        AgainAsync(worker => StepAsync(worker, queues, cancellationToken), cancellationToken));

    /// <summary>The process ends: it is not waited for until it is taken for dead.</summary>
    public async Task LeaveAsync()
    {
        if (Volatile.Read(ref _worker) is not 0 and var worker)
        {
            await store.LeaveAsync(worker, CancellationToken.None);
        }
    }

    private async Task AgainAsync(Func<long, Task<TimeSpan>> step, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var wait = _heartbeat;
            try
            {
                wait = Volatile.Read(ref _worker) is not 0 and var worker ? await step(worker) : UntilItIsKnown;
            }
            catch (Exception) when (cancellationToken.IsCancellationRequested)
            {
                // Told to end. Whoever waited for SQLite's writer says that it was busy.
            }
            catch (Exception exception)
            {
                trouble.Note(exception);
            }

            await Task.Delay(wait, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Once per heartbeat, and not one after the last was heard: a process that has just begun, on a machine that is full, needs a second for one.
    private async Task<TimeSpan> BeatAsync(long worker, IReadOnlyList<JobQueue> queues, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        Hear(await store.BeatAsync(worker, cancellationToken), queues);
        return Longer(_heartbeat - time.GetElapsedTime(began), Shortest);
    }

    private async Task<TimeSpan> StepAsync(long worker, IReadOnlyList<JobQueue> queues, CancellationToken cancellationToken)
    {
        // Whoever was away himself, with the machine or the database, lets the others say first that they live.
        var givesWay = !_gaveWay && _stepped is { } stepped && time.GetElapsedTime(stepped) > 2 * _heartbeat;
        var now = Now();
        if (!givesWay && await store.RescueAsync(worker, _lostAfter, now, now + KeepCrashed, cancellationToken) is > 0 and var rescued)
        {
            Log.Rescued(log, rescued, store.Service);
            metrics.Rescued(store.Service, rescued);
            store.Bell.RingForNew();
        }

        var due = Earlier(await store.PromoteAsync(now, cancellationToken), await store.TickAsync(registry.Schedules, now, cancellationToken));
        await watch.LookAsync(queues, Now(), cancellationToken);
        if (time.GetElapsedTime(_swept) > BetweenSweeps)
        {
            // Some at a time, however many there are: others wait for what is above meanwhile.
            if (await store.SweepAsync(now, cancellationToken))
            {
                due = now;
            }
            else
            {
                _swept = time.GetTimestamp();
            }
        }

        (_gaveWay, _stepped) = (givesWay, time.GetTimestamp());
        trouble.Over();
        return due is { } next && next - Now() < _heartbeat ? Longer(next - Now(), Shortest) : _heartbeat;
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static DateTime? Earlier(DateTime? one, DateTime? other) => one is null || other < one ? other : one;

    private void Hear(JobBeat beat, IReadOnlyList<JobQueue> queues)
    {
        if (!beat.IsKnown)
        {
            Log.TakenForDead(log, store.Service);
            Volatile.Write(ref _worker, 0);
            held.EndAll(JobEnd.Back);
            store.Bell.Ring();
        }

        foreach (var id in beat.Cancelled)
        {
            held.End(id, JobEnd.Cancelled);
        }

        foreach (var queue in queues)
        {
            var wasPaused = queue.IsPaused;
            queue.IsPaused = beat.Paused.Contains(queue.Name);
            if (wasPaused && !queue.IsPaused)
            {
                store.Bell.RingForNew();
            }
        }
    }

    private DateTime Now() => JobTime.Now(time);
}
