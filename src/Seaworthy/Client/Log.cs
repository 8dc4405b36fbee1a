using System.Net;
using Microsoft.Extensions.Logging;

namespace Seaworthy.Client;

internal static partial class Log
{
    [LoggerMessage(EventIds.UntrustedProxy, LogLevel.Warning,
        "X-Forwarded-For came from {Address}, which is no trusted proxy, and is ignored. If it is your proxy, set Seaworthy__Client__TrustedProxies=127.0.0.0/8,::1/128,{Address}",
        EventName = nameof(EventIds.UntrustedProxy))]
    public static partial void UntrustedProxy(ILogger log, IPAddress address);
}
