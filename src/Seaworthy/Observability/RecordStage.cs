using Microsoft.AspNetCore.Http;
using Seaworthy.AuditTrail;
using Seaworthy.Observability.Logs;
using Seaworthy.Observability.Metrics;
using Seaworthy.Pipeline;

namespace Seaworthy.Observability;

/// <summary>The record starts with the request and is told once when it ends.</summary>
public sealed class RecordStage : Stage
{
    private readonly RequestLog _log;
    private readonly RequestMetrics? _metrics;
    private readonly RefusedRequests _refused;

    internal RecordStage(RequestLog log, RequestMetrics? metrics, RefusedRequests refused) => (_log, _metrics, _refused) = (log, metrics, refused);

    /// <inheritdoc/>
    public override Step Enter(RequestRecord record)
    {
        record.Socket = record.Context.Connection.RemoteIpAddress;
        if (_metrics is not null)
        {
            record.ActiveSlot = _metrics.Begin(record.Context.Request);
        }

        return Step.Continue;
    }

    /// <inheritdoc/>
    public override void Leave(RequestRecord record)
    {
        var elapsed = record.Elapsed;
        var status = StatusOf(record);
        _metrics?.End(record.ActiveSlot, record.Context.Request, RouteLabel.Of(record.Plan), status, elapsed);
        _log.Tell(record, status, elapsed);
        if (status == StatusCodes.Status403Forbidden)
        {
            _refused.Tell(record);
        }
    }

    // An exception that nobody answered leaves 200 here; the server makes 500 of it, or cuts what has started.
    private static int StatusOf(RequestRecord record) =>
        record is { Exception: not null, Problem: null, Aborted: false, Idempotency.FailedAfterAnswer: false }
            ? StatusCodes.Status500InternalServerError
            : record.Context.Response.StatusCode;
}
