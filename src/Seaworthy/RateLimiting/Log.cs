using Microsoft.Extensions.Logging;

namespace Seaworthy.RateLimiting;

internal static partial class Log
{
    [LoggerMessage(EventIds.LimitWouldHaveRefused, LogLevel.Warning,
        "Limit {Policy} of {Limited} ({Limit}) is only watched; it would have refused {Times} requests since this was told last",
        EventName = nameof(EventIds.LimitWouldHaveRefused))]
    public static partial void WouldHaveRefused(ILogger log, string policy, string limited, string limit, long times);

    [LoggerMessage(EventIds.LimitsChanged, LogLevel.Information, "Limits changed: {Changes}", EventName = nameof(EventIds.LimitsChanged))]
    public static partial void Changed(ILogger log, string changes);

    [LoggerMessage(EventIds.LimitStoreAway, LogLevel.Warning,
        "Limits are decided without Redis, each as it was told to: {Reason}", EventName = nameof(EventIds.LimitStoreAway))]
    public static partial void Away(ILogger log, string reason);

    [LoggerMessage(EventIds.LimitStoreBack, LogLevel.Information, "Limits are counted in Redis again", EventName = nameof(EventIds.LimitStoreBack))]
    public static partial void Back(ILogger log);

    [LoggerMessage(EventIds.LimitsKept, LogLevel.Error, "Limits stay as they were, because the change is not valid: {Faults}",
        EventName = nameof(EventIds.LimitsKept))]
    public static partial void Kept(ILogger log, string faults);
}
