using Microsoft.Extensions.Logging;

namespace Seaworthy.Hosting;

internal static partial class Log
{
    [LoggerMessage(EventIds.DrainStarted, LogLevel.Information,
        "{Signal} received, closing connections: not ready from now on, the door closes in {GraceMs} ms, {InFlight} requests in flight",
        EventName = nameof(EventIds.DrainStarted))]
    public static partial void DrainStarted(ILogger log, string signal, long graceMs, int inFlight);

    [LoggerMessage(EventIds.DrainEnded, LogLevel.Information,
        "Closed: {Served} requests were served while draining, {Cut} were cut after {TimeoutMs} ms",
        EventName = nameof(EventIds.DrainEnded))]
    public static partial void DrainEnded(ILogger log, long served, int cut, int timeoutMs);

    [LoggerMessage(EventIds.ManagementListens, LogLevel.Information, "Metrics and detailed health: {Address}",
        EventName = nameof(EventIds.ManagementListens))]
    public static partial void ManagementListens(ILogger log, string address);

    [LoggerMessage(EventIds.ManagementPortTaken, LogLevel.Warning,
        "Port {Port} is taken, so /metrics and /health/detailed are not served. Set Seaworthy__Management__Port to a free one",
        EventName = nameof(EventIds.ManagementPortTaken))]
    public static partial void ManagementPortTaken(ILogger log, int port);

    [LoggerMessage(EventIds.DependencyDown, LogLevel.Warning, "Not healthy: {Dependency}",
        EventName = nameof(EventIds.DependencyDown))]
    public static partial void DependencyDown(ILogger log, string dependency, Exception? exception);

    [LoggerMessage(EventIds.DependencyUp, LogLevel.Information, "Healthy again: {Dependency}",
        EventName = nameof(EventIds.DependencyUp))]
    public static partial void DependencyUp(ILogger log, string dependency);
}
