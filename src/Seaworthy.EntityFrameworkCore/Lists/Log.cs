using Microsoft.Extensions.Logging;

namespace Seaworthy.EntityFrameworkCore.Lists;

internal static partial class Log
{
    [LoggerMessage(EventIds.ShapeLimit, LogLevel.Information,
        "The list {List} has {Shapes} shapes; further choices of fields select all columns and leave out what was not asked for",
        EventName = nameof(EventIds.ShapeLimit))]
    public static partial void FieldShapesFull(ILogger log, string list, int shapes);
}
