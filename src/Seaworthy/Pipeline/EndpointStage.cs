using Microsoft.AspNetCore.Http;
using Seaworthy.Observability;

namespace Seaworthy.Pipeline;

/// <summary>
/// The last: hands over to the endpoint, with the request's ids and budgets for all code below. Answers OPTIONS
/// for a path that has other methods, and 410 for an endpoint whose sunset has passed.
/// </summary>
public sealed class EndpointStage : Stage
{
    private readonly CurrentRequest _current;
    private readonly TimeProvider _time;

    private readonly RequestTracing _tracing;

    internal EndpointStage(CurrentRequest current, RequestTracing tracing, TimeProvider time)
    {
        _current = current;
        _tracing = tracing;
        _time = time;
    }

    /// <inheritdoc/>
    public override Step Enter(RequestRecord record)
    {
        var plan = record.Plan!;
        // A preflight that came this far is none of ours: the app's own CORS answers it behind this stage.
        if (plan.Kind == EndpointKind.WrongMethod && HttpMethods.IsOptions(record.Context.Request.Method)
            && record.Context.Request.Headers.AccessControlRequestMethod.Count == 0)
        {
            return TellMethods(record.Context);
        }

        if (plan.Leaving?.GoneAt(_time.GetUtcNow()) is { } gone)
        {
            return record.Refuse(gone);
        }

        var name = plan.CallBy(record.Context.Request.Method);
        if (plan.Kind == EndpointKind.Ordinary)
        {
            _tracing.Start(record, name);
        }

        var traceId = record.Trace.TraceId.ToHexString();
        record.Scope = new RequestScope(record.RequestId, traceId, name, plan.QueryBudget.Value)
        {
            Service = plan.Service.Name, Class = plan.Class.Value, Run = record.Idempotency.Run, Origin = RequestOrigin.Of(record), EndsAt = record.EndsAt,
        };
        _current.Enter(record.Scope);
        return Step.Continue;
    }

    /// <inheritdoc/>
    public override void Leave(RequestRecord record)
    {
        if (record.Scope is { } scope)
        {
            scope.IsOver = true;
        }

        RequestTracing.Stop(record);
    }

    private static Step TellMethods(HttpContext context)
    {
        // Routing's own 405 endpoint knows the methods of the path and writes them into Allow.
        var told = context.GetEndpoint()!.RequestDelegate!(context);
        if (!told.IsCompletedSuccessfully)
        {
            return Step.Wait(FinishAsync(context, told));
        }

        Finish(context);
        return Step.End;
    }

    private static async Task<Step> FinishAsync(HttpContext context, Task told)
    {
        await told;
        Finish(context);
        return Step.End;
    }

    private static void Finish(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        context.Response.Headers.Allow = $"{context.Response.Headers.Allow}, {HttpMethods.Options}";
    }
}
