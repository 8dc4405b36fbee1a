using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Seaworthy.Pipeline;

namespace Seaworthy.Jobs;

/// <summary>Runs one attempt at a job, and says what became of it.</summary>
internal sealed class JobExecution(
    IJobStore store, JobRegistry registry, IServiceProvider services, CurrentRequest current, JobMetrics metrics, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan UntilItIsDeaf = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan UntilAnotherVersion = TimeSpan.FromSeconds(30);

    public async Task<EndedJob> RunAsync(HeldJob held)
    {
        var job = held.Job;
        if (registry.Find(job.Kind) is not { } kind)
        {
            Log.KindUnknown(log, job.Kind, job.Id, store.Service);
            return new(job, JobEnd.Back) { DueAt = Now() + UntilAnotherVersion };
        }

        if (held.Asked is { } asked)
        {
            return End(kind, job, asked);
        }

        var started = time.GetTimestamp();
        var ended = await AttemptAsync(kind, held);
        metrics.Ended(store.Service, job.Kind, ended.End, time.GetElapsedTime(started));
        return ended;
    }

    private async Task<EndedJob> AttemptAsync(IJobKind kind, HeldJob held)
    {
        var job = held.Job;
        var run = new JobRun(job, kind, store.ReportAsync);
        using var late = new CancellationTokenSource(kind.Timeout, time);
        await using var whenLate = late.Token.UnsafeRegister(_ => _ = TellIfDeafAsync(run), null);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, held.Token);
        using var activity = Begin(job);
        try
        {
            var result = await registry.RunAsync(services, run, either.Token);
            return End(kind, job, JobEnd.Done) with { Result = result, IsCommitted = run.IsCommitted };
        }
        catch (Exception exception) when (held.Asked is { } && IsCancelled(exception))
        {
            return End(kind, job, held.Asked.Value) with { IsCommitted = run.IsCommitted };
        }
        catch (Exception exception) when (late.IsCancellationRequested && IsCancelled(exception))
        {
            var error = new TimeoutException($"It took longer than {kind.Timeout.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s.");
            return Failed(kind, job, error, mayTryAgain: true) with { IsCommitted = run.IsCommitted };
        }
        catch (Exception exception)
        {
            activity?.SetStatus(ActivityStatusCode.Error);
            return Failed(kind, job, exception, exception is not JobRejectedException) with { IsCommitted = run.IsCommitted || exception is JobStaleException };
        }
        finally
        {
            run.IsOver = true;
        }
    }

    // Nothing fails and nothing is taken by that hand any more: without this nobody would ever hear of it.
    private async Task TellIfDeafAsync(JobRun run)
    {
        await Task.Delay(UntilItIsDeaf, time);
        if (!run.IsOver)
        {
            Log.DoesNotEnd(log, run.Kind.Name, run.Id, store.Service, run.Kind.Timeout.TotalSeconds);
        }
    }

    // By its token, also where what it waited for says so in other words: SQLite's writer says that it was busy. What a handler has made its last word stays that.
    private static bool IsCancelled(Exception exception) =>
        exception is OperationCanceledException || (exception is { InnerException: { } inner } and not JobRejectedException && IsCancelled(inner));

    // What the handler writes down carries whose job it is, and its log lines the trace of whoever asked for it.
    private Activity? Begin(ClaimedJob job)
    {
        var activity = new Activity($"job {job.Kind}");
        if (job.Trace is not null)
        {
            activity.SetParentId(job.Trace);
        }

        activity.Start();
        current.Enter(new(job.Id.ToString(), activity.TraceId.ToHexString(), $"job {job.Kind}")
        {
            Service = store.Service,
            Origin = new(job.Subject, null, job.Tenant?.ToString(CultureInfo.InvariantCulture), null),
        });
        return activity;
    }

    private EndedJob Failed(IJobKind kind, ClaimedJob job, Exception exception, bool mayTryAgain)
    {
        var error = EndedJob.Told(exception);
        if (!mayTryAgain || job.Attempt >= job.MaxAttempts)
        {
            Log.Dead(log, job.Kind, job.Id, store.Service, job.Attempt, exception);
            return End(kind, job, JobEnd.Dead) with { Error = error };
        }

        var due = Now() + kind.Retry.After(job.Attempt, RandomNumberGenerator.GetInt32(1000) / 1000.0);
        Log.Failed(log, job.Kind, job.Id, store.Service, job.Attempt, job.MaxAttempts, due, exception);
        return new(job, JobEnd.Again) { Error = error, DueAt = due };
    }

    private EndedJob End(IJobKind kind, ClaimedJob job, JobEnd end)
    {
        var keep = end == JobEnd.Dead ? kind.KeepDead : kind.Keep;
        return new(job, end) { DueAt = Now(), KeepUntil = keep > TimeSpan.Zero ? Now() + keep : null };
    }

    private DateTime Now() => JobTime.Now(time);
}
