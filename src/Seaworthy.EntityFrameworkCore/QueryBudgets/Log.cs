using Microsoft.Extensions.Logging;

namespace Seaworthy.EntityFrameworkCore.QueryBudgets;

internal static partial class Log
{
    [LoggerMessage(EventIds.QueryFinding, LogLevel.Warning, "{Finding} Statement: {Sql}", EventName = nameof(EventIds.QueryFinding))]
    public static partial void QueryFinding(ILogger log, string finding, string sql);
}
