using Microsoft.Extensions.Logging;

namespace Seaworthy.Jobs;

/// <summary>
/// Looks now and then at what waits, for the metrics and for the worst that can happen to a queue: that jobs wait and hands are free, and nobody takes
/// any, and nobody says so.
/// </summary>
internal sealed class JobWatch(IJobStore store, JobMetrics metrics, TimeProvider time, ILogger log)
{
    private const int CountsTo = 10_000;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan TooLong = TimeSpan.FromSeconds(10);
    private readonly HashSet<string> _stalled = new(StringComparer.Ordinal);
    private long _looked;

    public async ValueTask LookAsync(IReadOnlyList<JobQueue> queues, DateTime now, CancellationToken cancellationToken)
    {
        if (_looked != 0 && time.GetElapsedTime(_looked) < BetweenLooks)
        {
            return;
        }

        _looked = time.GetTimestamp();
        foreach (var queue in queues)
        {
            var waiting = await store.WaitingAsync(queue.Name, CountsTo, cancellationToken);
            var waits = waiting.Since is { } since && now > since ? now - since : TimeSpan.Zero;
            var isStalled = waits > TooLong && !queue.IsPaused && queue.HasFreeHands && time.GetElapsedTime(queue.Took) > TooLong;
            metrics.Seen(store.Service, queue.Name, new(waiting.Count, waits, isStalled));
            if (isStalled && _stalled.Add(queue.Name))
            {
                Log.Stalled(log, queue.Name, store.Service, waiting.Count, (int)waits.TotalSeconds);
            }
            else if (!isStalled)
            {
                _stalled.Remove(queue.Name);
            }
        }
    }
}
