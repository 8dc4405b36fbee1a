using Microsoft.Extensions.Logging;

namespace Seaworthy.Resilience;

internal static partial class Log
{
    [LoggerMessage(EventIds.BreakerOpened, LogLevel.Warning,
        "Too many calls of client {Client} to {Host} failed: it is not asked for {BreakMs} ms", EventName = nameof(EventIds.BreakerOpened))]
    public static partial void BreakerOpened(ILogger log, string client, string host, long breakMs);

    [LoggerMessage(EventIds.BreakerHalfOpened, LogLevel.Information,
        "One call of client {Client} tries whether {Host} is well again", EventName = nameof(EventIds.BreakerHalfOpened))]
    public static partial void BreakerHalfOpened(ILogger log, string client, string host);

    [LoggerMessage(EventIds.BreakerClosed, LogLevel.Information,
        "{Host} is well again, and client {Client} asks it as before", EventName = nameof(EventIds.BreakerClosed))]
    public static partial void BreakerClosed(ILogger log, string client, string host);
}
