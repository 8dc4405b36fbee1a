using Microsoft.Extensions.Logging;

namespace Seaworthy.EntityFrameworkCore.Lists;

internal static partial class Log
{
    [LoggerMessage(EventIds.ShapeLimit, LogLevel.Information,
        "The endpoint of the list {List} has no place left among {Places} for shapes that read less; further ones select all columns and leave out what was not asked for",
        EventName = nameof(EventIds.ShapeLimit))]
    public static partial void NarrowShapesFull(ILogger log, string list, int places);

    [LoggerMessage(EventIds.WideShapeLimit, LogLevel.Warning,
        "The list {List} has more combinations of filters and orders than its endpoint keeps shapes, {Places}; further ones are translated for each request. Take filters or orders away, or map the list twice",
        EventName = nameof(EventIds.WideShapeLimit))]
    public static partial void WideShapesFull(ILogger log, string list, int places);
}
