using Microsoft.Extensions.Logging;

namespace Seaworthy.Messaging;

internal static partial class Log
{
    [LoggerMessage(EventIds.EventsNotSent, LogLevel.Warning, "Events of {Service} wait in its database: the way to their consumers is closed", EventName = nameof(EventIds.EventsNotSent))]
    public static partial void Closed(ILogger log, string service, Exception exception);

    [LoggerMessage(EventIds.EventsSentAgain, LogLevel.Information, "Events of {Service} are sent again", EventName = nameof(EventIds.EventsSentAgain))]
    public static partial void Open(ILogger log, string service);

    [LoggerMessage(EventIds.EventsRefused, LogLevel.Error, "{Count} events of {Service} were not taken, and are sent again later: {Why}", EventName = nameof(EventIds.EventsRefused))]
    public static partial void Refused(ILogger log, int count, string service, string why);
}
