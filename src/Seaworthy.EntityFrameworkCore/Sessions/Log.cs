using Microsoft.Extensions.Logging;

namespace Seaworthy.EntityFrameworkCore.Sessions;

internal static partial class Log
{
    [LoggerMessage(EventIds.WorkAgain, LogLevel.Information,
        "A connection of {Service} to its database ended in attempt {Attempt} at a unit of work; nothing of it is written, and it is done again", EventName = nameof(EventIds.WorkAgain))]
    public static partial void WorkAgain(ILogger log, string service, int attempt, Exception ended);
}
