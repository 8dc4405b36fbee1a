using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.ObjectPool;
using Seaworthy.Api.Problems;

namespace Seaworthy.Pipeline;

/// <summary>
/// Runs the stages in a loop, without an async frame until something really waits. The list has two halves, because
/// routing stands between them and is ASP.NET Core's own.
/// </summary>
internal sealed class StageRunner(
    RequestPipeline pipeline, EndpointPlans plans, ProblemsStage problems, SeaworthyOptions options, TimeProvider time)
{
    private readonly Stage[] _front =
        [.. pipeline.BeforeRouting.Select(entry => entry.Stage!).Where(stage => stage.IsOn(options))];

    private readonly ObjectPool<RequestRecord> _records = ObjectPool.Create<RequestRecord>();

    /// <summary>The stages before routing, and the end of every request: answer a problem, leave the stages, return the record.</summary>
    public Task RunFront(HttpContext context, RequestDelegate next)
    {
        var record = _records.Get();
        record.Begin(context, plans, time, _records);
        context.Features.Set(record);
        context.Response.OnCompleted(static state => Recycle((RequestRecord)state), record);

        Task running;
        try
        {
            running = Run(record, _front, next);
        }
        catch (Exception exception)
        {
            running = Task.FromException(exception);
        }

        if (!running.IsCompletedSuccessfully || problems.OwesAnswer(record))
        {
            return FinishAsync(record, running);
        }

        Leave(record);
        return Task.CompletedTask;
    }

    /// <summary>The stages after it: those of the endpoint's plan.</summary>
    public Task RunBack(HttpContext context, RequestDelegate next)
    {
        var record = context.Features.Get<RequestRecord>()!;
        record.Plan = plans.For(context.GetEndpoint(), record.Service);
        return Run(record, record.Plan.Stages, next);
    }

    private static Task Run(RequestRecord record, Stage[] stages, RequestDelegate next, int from = 0)
    {
        for (var i = from; i < stages.Length; i++)
        {
            var step = stages[i].Enter(record);
            record.Entered++;
            if (step.GoesOn)
            {
                continue;
            }

            if (step.Surrounds)
            {
                return Surround(record, stages, next, i);
            }

            return step.Pending is { } pending ? ResumeAsync(record, stages, next, i, pending) : Task.CompletedTask;
        }

        return next(record.Context);
    }

    private static async Task ResumeAsync(
        RequestRecord record, Stage[] stages, RequestDelegate next, int at, Task<Step> pending)
    {
        var step = await pending;
        while (step.Pending is { } again)
        {
            step = await again;
        }

        if (step.GoesOn)
        {
            await Run(record, stages, next, at + 1);
        }
        else if (step.Surrounds)
        {
            await Surround(record, stages, next, at);
        }
    }

    private static Task Surround(RequestRecord record, Stage[] stages, RequestDelegate next, int at) =>
        ((ISurroundingStage)stages[at]).SurroundAsync(record, () => Run(record, stages, next, at + 1));

    private async Task FinishAsync(RequestRecord record, Task running)
    {
        try
        {
            await AnswerAsync(record, running);
        }
        catch (Exception exception)
        {
            record.Fail(exception);
            throw;
        }
        finally
        {
            Leave(record);
        }
    }

    private async Task AnswerAsync(RequestRecord record, Task running)
    {
        try
        {
            await running;
        }
        catch (Exception exception)
        {
            if (!problems.Takes(record, exception))
            {
                throw;
            }
        }

        if (problems.OwesAnswer(record))
        {
            await problems.AnswerAsync(record);
        }
    }

    private void Leave(RequestRecord record)
    {
        var back = record.Plan?.Stages ?? [];
        for (var i = Math.Min(record.Entered - _front.Length, back.Length) - 1; i >= 0; i--)
        {
            back[i].Leave(record);
        }

        for (var i = Math.Min(record.Entered, _front.Length) - 1; i >= 0; i--)
        {
            _front[i].Leave(record);
        }
    }

    // Not earlier: an answer without a flush starts, and so asks the record for its headers, after the last stage was left.
    private static Task Recycle(RequestRecord record)
    {
        var pool = record.Pool;
        record.Forget();
        pool.Return(record);
        return Task.CompletedTask;
    }
}
