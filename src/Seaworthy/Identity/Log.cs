using Microsoft.Extensions.Logging;

namespace Seaworthy.Identity;

internal static partial class Log
{
    [LoggerMessage(EventIds.EndpointsSayNothing, LogLevel.Warning,
        "{Count} endpoints do not say who may call them, so anybody may: {Endpoints}. Say RequireRole, RequireScope, RequireAuthorization or Public; "
        + "Seaworthy:Identity:RequireWords=true makes it a fault",
        EventName = nameof(EventIds.EndpointsSayNothing))]
    public static partial void EndpointsSayNothing(ILogger log, int count, string endpoints);

    [LoggerMessage(EventIds.TokenKeysNotRead, LogLevel.Error,
        "The token keys cannot be read; the keys that are known go on, and the next try is in a minute", EventName = nameof(EventIds.TokenKeysNotRead))]
    public static partial void TokenKeysNotRead(ILogger log, Exception exception);

    [LoggerMessage(EventIds.FirebaseKeysNotRead, LogLevel.Error,
        "Firebase's keys cannot be fetched from {Url}; those that are known go on for a day", EventName = nameof(EventIds.FirebaseKeysNotRead))]
    public static partial void FirebaseKeysNotRead(ILogger log, string url, Exception exception);
}
