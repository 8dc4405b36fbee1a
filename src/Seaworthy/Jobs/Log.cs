using Microsoft.Extensions.Logging;

namespace Seaworthy.Jobs;

internal static partial class Log
{
    [LoggerMessage(EventIds.JobFailed, LogLevel.Warning,
        "Job {Job} {Id} of {Service} failed in attempt {Attempt} of {MaxAttempts}, and is tried again at {DueAt:O}", EventName = nameof(EventIds.JobFailed))]
    public static partial void Failed(ILogger log, string job, Guid id, string service, int attempt, int maxAttempts, DateTime dueAt, Exception exception);

    [LoggerMessage(EventIds.JobDead, LogLevel.Error, "Job {Job} {Id} of {Service} failed for the last time, in attempt {Attempt}", EventName = nameof(EventIds.JobDead))]
    public static partial void Dead(ILogger log, string job, Guid id, string service, int attempt, Exception exception);

    [LoggerMessage(EventIds.JobStale, LogLevel.Warning,
        "Job {Job} {Id} of {Service}: attempt {Attempt} ended too late, another one has the job", EventName = nameof(EventIds.JobStale))]
    public static partial void Stale(ILogger log, string job, Guid id, string service, int attempt);

    [LoggerMessage(EventIds.JobKindUnknown, LogLevel.Warning,
        "Job {Id} of {Service} is of the kind {Job}, which this version does not have; it waits for one that has", EventName = nameof(EventIds.JobKindUnknown))]
    public static partial void KindUnknown(ILogger log, string job, Guid id, string service);

    [LoggerMessage(EventIds.JobsRescued, LogLevel.Warning, "{Count} jobs of {Service} were taken back from a process that went silent", EventName = nameof(EventIds.JobsRescued))]
    public static partial void Rescued(ILogger log, int count, string service);

    [LoggerMessage(EventIds.JobStoreAway, LogLevel.Warning, "Jobs of {Service} stand still: their database does not answer", EventName = nameof(EventIds.JobStoreAway))]
    public static partial void StoreAway(ILogger log, string service, Exception exception);

    [LoggerMessage(EventIds.JobStoreBack, LogLevel.Information, "Jobs of {Service} go on", EventName = nameof(EventIds.JobStoreBack))]
    public static partial void StoreBack(ILogger log, string service);

    [LoggerMessage(EventIds.JobWorkerTakenForDead, LogLevel.Error,
        "This process was silent for too long, and others have its jobs of {Service}; what runs is cancelled", EventName = nameof(EventIds.JobWorkerTakenForDead))]
    public static partial void TakenForDead(ILogger log, string service);

    [LoggerMessage(EventIds.JobsNotHeard, LogLevel.Warning,
        "Jobs of other processes are found when this one looks for them: it cannot listen to PostgreSQL; it tries again each second", EventName = nameof(EventIds.JobsNotHeard))]
    public static partial void Deaf(ILogger log, Exception exception);

    [LoggerMessage(EventIds.JobsStalled, LogLevel.Error,
        "Queue {Queue} of {Service} stands still: {Count} jobs wait, the first for {Seconds} s, hands are free, and nothing was taken for ten seconds", EventName = nameof(EventIds.JobsStalled))]
    public static partial void Stalled(ILogger log, string queue, string service, int count, int seconds);

    [LoggerMessage(EventIds.JobDoesNotEnd, LogLevel.Error,
        "Job {Job} {Id} of {Service} does not end: its {Seconds} s were over ten seconds ago, and its handler does not listen to the token; it keeps one of its queue's hands until the process ends", EventName = nameof(EventIds.JobDoesNotEnd))]
    public static partial void DoesNotEnd(ILogger log, string job, Guid id, string service, double seconds);
}
