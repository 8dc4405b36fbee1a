using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Seaworthy.Observability.Logs;

/// <summary>One line per request, from its record (R52): information; error with the exception when it failed; debug for probes.</summary>
internal sealed class RequestLog(ILoggerFactory loggers)
{
    public const string Category = "Seaworthy.Requests";
    private static readonly EventId Completed = new(EventIds.RequestCompleted, nameof(EventIds.RequestCompleted));
    private static readonly EventId Failed = new(EventIds.RequestFailed, nameof(EventIds.RequestFailed));
    private readonly ILogger _log = loggers.CreateLogger(Category);

    public void Tell(RequestRecord record, int status, TimeSpan elapsed)
    {
        var failed = (status >= StatusCodes.Status500InternalServerError || record.Idempotency.FailedAfterAnswer) && record.Exception is not null && !record.Aborted;
        var level = failed ? LogLevel.Error : IsQuiet(record, status) ? LogLevel.Debug : LogLevel.Information;
        if ((!failed && !record.Service.Options.Observability.RequestLog) || !_log.IsEnabled(level))
        {
            return;
        }

        var request = record.Context.Request;
        var line = new RequestEvent
        {
            Method = request.Method,
            Route = RouteLabel.Of(record.Plan),
            Path = request.Path.Value,
            Status = status,
            Duration = elapsed,
            Client = record.Client ?? record.Context.Connection.RemoteIpAddress,
            RequestId = record.RequestId,
            Trace = record.Trace,
            Service = record.Service.Name,
            Queries = record.Scope?.Queries ?? 0,
            Limit = record.LimitName,
            LimitLeft = record.LimitLeft,
            Subject = record.Subject,
            Tenant = record.Tenant,
            Signer = record.Signer,
            Cache = record.Recall.Outcome,
            CacheAge = record.Recall.Age,
            Outcome = record.Aborted ? "aborted" : record.Problem?.Type.Name ?? (record.Idempotency.IsReplayed ? "replayed" : Outcome(status)),
        };
        _log.Log(level, failed ? Failed : Completed, line, failed ? record.Exception : null, static (said, _) => said.ToString());
    }

    // An endpoint may say no in a body of its own, without a problem.
    private static string Outcome(int status) => status switch
    {
        >= StatusCodes.Status500InternalServerError => "failed",
        >= StatusCodes.Status400BadRequest => "refused",
        _ => "ok",
    };

    // Probes come every few seconds and say nothing, until one fails.
    private static bool IsQuiet(RequestRecord record, int status) =>
        record.Plan?.Class.Value == RequestClass.Probe && status < StatusCodes.Status500InternalServerError;
}
