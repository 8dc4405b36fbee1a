using Microsoft.Extensions.Logging;

namespace Seaworthy.EntityFrameworkCore.AuditTrail;

internal static partial class Log
{
    [LoggerMessage(EventIds.TrailLinesLost, LogLevel.Error,
        "{Count} refused requests could not be written into the audit trail of {Service}; the log has their lines", EventName = nameof(EventIds.TrailLinesLost))]
    public static partial void TrailLinesLost(ILogger log, int count, string service, Exception? exception);
}
