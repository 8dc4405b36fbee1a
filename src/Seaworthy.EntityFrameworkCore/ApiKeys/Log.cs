using Microsoft.Extensions.Logging;

namespace Seaworthy.EntityFrameworkCore.ApiKeys;

internal static partial class Log
{
    [LoggerMessage(EventIds.ApiKeyUsesNotKept, LogLevel.Warning,
        "When the API keys of {Service} were used last could not be written down; the next try is in a minute", EventName = nameof(EventIds.ApiKeyUsesNotKept))]
    public static partial void ApiKeyUsesNotKept(ILogger log, string service, Exception exception);
}
