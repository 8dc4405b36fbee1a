using Microsoft.Extensions.Logging;

namespace Seaworthy.Caching;

internal static partial class Log
{
    [LoggerMessage(EventIds.CacheInvalidated, LogLevel.Debug, "Tag {Tag} invalidated: {Entries} entries are dead",
        EventName = nameof(EventIds.CacheInvalidated))]
    public static partial void CacheInvalidated(ILogger log, string tag, int entries);

    [LoggerMessage(EventIds.CacheStoodIn, LogLevel.Warning,
        "A new value of {Entity} cannot be made; the old one is served until it is too old (told once in ten seconds)",
        EventName = nameof(EventIds.CacheStoodIn))]
    public static partial void CacheStoodIn(ILogger log, string entity, Exception exception);

    [LoggerMessage(EventIds.CacheNotCopied, LogLevel.Warning,
        "A value of {Entity} is not kept: {Type} can change and cannot be copied. Make it immutable, or register an IHybridCacheSerializer for it (told once in ten seconds)",
        EventName = nameof(EventIds.CacheNotCopied))]
    public static partial void CacheNotCopied(ILogger log, string entity, string type, Exception exception);

    [LoggerMessage(EventIds.CacheSecondLevelAway, LogLevel.Warning,
        "Redis is away: values are kept for less than half a second, and changes are told when it is back",
        EventName = nameof(EventIds.CacheSecondLevelAway))]
    public static partial void SecondLevelAway(ILogger log, Exception why);

    [LoggerMessage(EventIds.CacheSecondLevelBack, LogLevel.Information, "Redis is back after {AwayMs} ms", EventName = nameof(EventIds.CacheSecondLevelBack))]
    public static partial void SecondLevelBack(ILogger log, long awayMs);

    [LoggerMessage(EventIds.AnswerNotKept, LogLevel.Warning,
        "An answer of {Route} is not kept: {Reason}. Take Cached away, or what stands against it (told once for each endpoint)",
        EventName = nameof(EventIds.AnswerNotKept))]
    public static partial void AnswerNotKept(ILogger log, string route, string reason);
}
