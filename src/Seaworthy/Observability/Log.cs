using Microsoft.Extensions.Logging;

namespace Seaworthy.Observability;

internal static partial class Log
{
    [LoggerMessage(EventIds.InstrumentSkipped, LogLevel.Warning,
        "Instrument {Instrument} of meter {Meter} is not exported: {Name} is already another metric. Rename it",
        EventName = nameof(EventIds.InstrumentSkipped))]
    public static partial void InstrumentSkipped(ILogger log, string meter, string instrument, string name);

    [LoggerMessage(EventIds.InstrumentFailed, LogLevel.Warning, "An instrument could not be read for /metrics",
        EventName = nameof(EventIds.InstrumentFailed))]
    public static partial void InstrumentFailed(ILogger log, Exception exception);
}
