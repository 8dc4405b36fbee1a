using Microsoft.Extensions.Logging;

namespace Seaworthy.Leaks;

internal static partial class Log
{
    [LoggerMessage(EventIds.LeakFound, LogLevel.Error,
        "The answer of {Call} carries a secret: member '{Member}', found by {Rule}; {Outcome}. Leave it out of what is answered, or say "
        + "ShowsSecret(\"{Member}\") on the endpoint where it is meant to be seen",
        EventName = nameof(EventIds.LeakFound))]
    public static partial void Found(ILogger log, string call, string member, string rule, string outcome);
}
