using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Seaworthy.Api.Problems;
using Seaworthy.Pipeline;

namespace Seaworthy.Idempotency;

/// <summary>
/// A POST or PATCH with an <c>Idempotency-Key</c> has its effect once, however often it is sent: the first runs, whoever repeats
/// it is shown the first one's answer. Requests without the header pass as if the stage were not there.
/// </summary>
public sealed class IdempotencyStage : Stage, ISurroundingStage
{
    private readonly ProblemsStage _problems;
    private readonly IdempotencyMetrics _metrics;
    private readonly ILogger<IdempotencyStage> _log;

    internal IdempotencyStage(ProblemsStage problems, IdempotencyMetrics metrics, ILogger<IdempotencyStage> log) =>
        (_problems, _metrics, _log) = (problems, metrics, log);

    /// <inheritdoc/>
    public override bool IsOn(SeaworthyOptions options) => options.Idempotency.Enabled;

    /// <inheritdoc/>
    public override bool Governs(EndpointPlan plan) => plan.Idempotency.Value is not null;

    /// <inheritdoc/>
    public override Step Enter(RequestRecord record)
    {
        var request = record.Context.Request;
        if (!HttpMethods.IsPost(request.Method) && !HttpMethods.IsPatch(request.Method))
        {
            return Step.Continue;
        }

        if (!request.Headers.TryGetValue(IdempotencyKey.Header, out var said))
        {
            return record.Plan!.Idempotency.Value!.IsRequired ? record.Refuse(KeyProblems.Missing(record.Service)) : Step.Continue;
        }

        // Its form before anything looks it up.
        record.Idempotency.Text = IdempotencyKey.Read(said, out var fault);
        return record.Idempotency.Text is null ? record.Refuse(KeyProblems.Malformed(fault!)) : Step.Surround;
    }

    async Task ISurroundingStage.SurroundAsync(RequestRecord record, Func<Task> rest)
    {
        var plan = record.Plan!.Idempotency.Value!;
        var context = record.Context;
        if (plan.HandsOn)
        {
            // As without a key: the time of what is handed on counts from when its body is there.
            record.HoldDeadline();
        }

        var claim = new KeyClaim(KeyScope.Of(record, record.Idempotency.Text!), await RequestDigest.ReadAsync(context.Request, context.RequestAborted));
        record.ResumeDeadline();
        var found = await plan.Store.ReserveAsync(claim, context.RequestAborted);
        if (found.State != KeyState.Free)
        {
            await AnswerAsync(record, found);
            return;
        }

        // What is kept is read by whoever repeats it, whatever codings that one accepts.
        context.Request.Headers.Remove("Accept-Encoding");
        var run = record.Idempotency.Begin(plan.Store, claim, context);
        var end = KeptStatus.OfFailure(plan);
        try
        {
            await RunAsync(record, run, rest);
            end = run.IsKept || run.Found is not null ? KeyEnd.Release : KeptStatus.Of(context.Response.StatusCode, plan, record.Exception);
            end = KeptStatus.Of(end, plan, run);
            found = run.Found ?? (end == KeyEnd.Keep ? await KeepAsync(record, plan, run) : KeyFinding.Free);
            _metrics.Count(record.Service.Name, IdempotencyMetrics.Named(run.IsKept ? KeyEnd.Keep : end));
        }
        finally
        {
            record.Idempotency.End(record.Scope);
            await FreeAsync(record, run, KeptStatus.Of(end, plan, run));
        }

        await SendAsync(record, run, found);
    }

    private async Task RunAsync(RequestRecord record, KeyedRun run, Func<Task> rest)
    {
        try
        {
            await rest();
        }
        catch (Exception exception) when (run.IsKept)
        {
            // What is committed is what has happened, and what a repetition will be told.
            (record.Exception, record.Idempotency.FailedAfterAnswer) = (exception, true);
        }
        catch (Exception exception) when (_problems.Takes(record, exception))
        {
        }

        // What it has written is its answer, flushed or not, whether or not its head says of what type.
        if (!run.IsKept && (record.Problem is not null || run.Body.Written.Length == 0) && _problems.OwesAnswer(record))
        {
            run.Body.Clear();
            await _problems.AnswerAsync(record);
        }
    }

    private async Task<KeyFinding> KeepAsync(RequestRecord record, EndpointIdempotency plan, KeyedRun run)
    {
        if (run.HasWritten && plan.Mode == IdempotencyMode.Transaction && record.Context.Response.StatusCode < StatusCodes.Status400BadRequest)
        {
            Log.AnswerApart(_log, record.Plan!.Route);
        }

        try
        {
            return await plan.Store.KeepAsync(run.Claim, StoredAnswer.Of(record.Context.Response, run.Body));
        }
        catch (Exception exception)
        {
            // The request has been done: its answer is true whether or not it can be repeated.
            Log.AnswerNotKept(_log, run.Claim.Id, record.Plan!.Route, exception);
            return KeyFinding.Free;
        }
    }

    private async Task FreeAsync(RequestRecord record, KeyedRun run, KeyEnd end)
    {
        if (end == KeyEnd.Release)
        {
            run.Store.Release(run.Claim);
        }
        else if (end == KeyEnd.Lose)
        {
            await LoseAsync(record, run);
        }
    }

    private async Task LoseAsync(RequestRecord record, KeyedRun run)
    {
        try
        {
            await run.Store.LoseAsync(run.Claim);
            if (run.HasWritten)
            {
                Log.HalfDone(_log, record.Plan!.Route, run.Claim.Id);
            }
        }
        catch (Exception exception)
        {
            Log.AnswerNotKept(_log, run.Claim.Id, record.Plan!.Route, exception);
        }
    }

    private async Task SendAsync(RequestRecord record, KeyedRun run, KeyFinding found)
    {
        if (found.State != KeyState.Free)
        {
            await AnswerAsync(record, found);
        }
        else if (!run.Body.HasPassed && run.Body.Written.Length > 0)
        {
            record.Context.Response.ContentLength ??= run.Body.Written.Length;
            // Once it has started it is nobody's to answer otherwise: a problem is made here, not by the problems stage.
            await record.Context.Response.StartAsync();
            run.Body.Pass();
        }
    }

    private async Task AnswerAsync(RequestRecord record, KeyFinding found)
    {
        _metrics.Count(record.Service.Name, IdempotencyMetrics.Named(found.State));
        if (found.Answer is { } answer)
        {
            record.Forgive();
            record.Idempotency.IsReplayed = true;
            await answer.ReplayAsync(record.Context.Response);
        }
        else
        {
            record.Refuse(KeyProblems.Of(found.State));
        }
    }
}
