using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Seaworthy.Observability.Metrics;

namespace Seaworthy.Jobs;

/// <summary>What becomes of jobs. Kinds and queues are names from code, so that they are few.</summary>
internal sealed class JobMetrics
{
    public const string MeterName = "Seaworthy.Jobs";

    private static readonly MetricFamily Attempts = new("seaworthy_job_attempts", MetricKind.Counter,
        "Attempts at jobs that ended: done, again (failed, and tried again later), dead (failed for the last time), cancelled, back (handed back, not counted).") { Labels = ["service", "job", "outcome"] };

    private static readonly MetricFamily Seconds = new("seaworthy_job_attempt_seconds", MetricKind.Counter, "Time that attempts took, all together.", "seconds") { Labels = ["service", "job"] };

    private static readonly MetricFamily Taken = new("seaworthy_jobs_held", MetricKind.Gauge, "Jobs that this process has taken and not ended.") { Labels = ["service", "queue"] };

    private static readonly MetricFamily TakenBack = new("seaworthy_jobs_rescued", MetricKind.Counter, "Jobs that this process took back from silent ones.") { Labels = ["service"] };

    private static readonly MetricFamily Waiting = new("seaworthy_jobs_waiting", MetricKind.Gauge,
        "Jobs whose turn it might be, in all of the queue and not only for this process; counted to 10,000.") { Labels = ["service", "queue"] };

    private static readonly MetricFamily Oldest = new("seaworthy_jobs_waiting_seconds", MetricKind.Gauge, "How long the first in line has waited.", "seconds") { Labels = ["service", "queue"] };

    private static readonly MetricFamily Stalled = new("seaworthy_jobs_stalled", MetricKind.Gauge,
        "1 while jobs wait, this process has hands free, and has taken none for ten seconds: worth an alarm.") { Labels = ["service", "queue"] };

    private readonly ConcurrentDictionary<(string Service, string Queue), SeenQueue> _seen = new();
    private readonly Counter<long> _attempts;
    private readonly Counter<double> _seconds;
    private readonly Counter<long> _rescued;
    private readonly ConcurrentDictionary<string, (IReadOnlyList<JobQueue> Queues, HeldJobs Held)> _watched = new(StringComparer.Ordinal);

    public JobMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _attempts = meter.CreateCounter<long>("seaworthy.job.attempts", "{attempt}", Attempts.Help);
        _seconds = meter.CreateCounter<double>("seaworthy.job.attempt", "s", Seconds.Help);
        _rescued = meter.CreateCounter<long>("seaworthy.jobs.rescued", "{job}", TakenBack.Help);
        meter.CreateObservableGauge("seaworthy.jobs.held", HeldNow, "{job}", Taken.Help);
        meter.CreateObservableGauge("seaworthy.jobs.waiting", () => SeenNow(seen => seen.Waiting), "{job}", Waiting.Help);
        meter.CreateObservableGauge("seaworthy.jobs.waiting", () => SeenNow(seen => seen.Oldest.TotalSeconds), "s", Oldest.Help);
        meter.CreateObservableGauge("seaworthy.jobs.stalled", () => SeenNow(seen => seen.IsStalled ? 1 : 0), null, Stalled.Help);
    }

    public static IReadOnlyList<MetricFamily> Families { get; } = [Attempts, Seconds, Taken, TakenBack, Waiting, Oldest, Stalled];

    public void Ended(string service, string job, JobEnd end, TimeSpan took)
    {
        _attempts.Add(1, new("service", service), new("job", job), new("outcome", Named(end)));
        _seconds.Add(took.TotalSeconds, new("service", service), new("job", job));
    }

    public void Rescued(string service, int jobs) => _rescued.Add(jobs, new KeyValuePair<string, object?>("service", service));

    public void Watch(string service, IReadOnlyList<JobQueue> queues, HeldJobs held) => _watched[service] = (queues, held);

    public void Seen(string service, string queue, SeenQueue seen) => _seen[(service, queue)] = seen;

    private static string Named(JobEnd end) => end switch
    {
        JobEnd.Done => "done",
        JobEnd.Again => "again",
        JobEnd.Dead => "dead",
        JobEnd.Cancelled => "cancelled",
        _ => "back",
    };

    private IEnumerable<Measurement<int>> HeldNow() =>
        from service in _watched
        from queue in service.Value.Queues
        select new Measurement<int>(service.Value.Held.Count(queue.Name), new("service", service.Key), new("queue", queue.Name));

    private IEnumerable<Measurement<T>> SeenNow<T>(Func<SeenQueue, T> what)
        where T : struct => _seen.Select(seen => new Measurement<T>(what(seen.Value), new("service", seen.Key.Service), new("queue", seen.Key.Queue)));
}
