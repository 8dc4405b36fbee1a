using Microsoft.Extensions.Logging;

namespace Seaworthy.Shedding;

internal static partial class Log
{
    [LoggerMessage(EventIds.SheddingBegan, LogLevel.Warning,
        "More is asked than can be answered: work waits {WaitMs} ms for a thread. What matters least is refused from now on", EventName = nameof(EventIds.SheddingBegan))]
    public static partial void Began(ILogger log, long waitMs);

    [LoggerMessage(EventIds.SheddingEnded, LogLevel.Information,
        "Nothing is refused any more; {Refused} requests were since the start", EventName = nameof(EventIds.SheddingEnded))]
    public static partial void Ended(ILogger log, long refused);
}
