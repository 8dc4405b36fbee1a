using System.Net;
using Microsoft.Extensions.Logging;

namespace Seaworthy.Client;

internal static partial class Log
{
    [LoggerMessage(EventIds.UntrustedProxy, LogLevel.Warning,
        "X-Forwarded-For or X-Forwarded-Proto came from {Address}, which is no trusted proxy, and is ignored. If it is your proxy, set Seaworthy__Client__TrustedProxies=127.0.0.0/8,::1/128,{Address}",
        EventName = nameof(EventIds.UntrustedProxy))]
    public static partial void UntrustedProxy(ILogger log, IPAddress address);

    [LoggerMessage(EventIds.WrongStamp, LogLevel.Warning,
        "X-Gateway came from {Address} and {Fault}. If it is your gateway, Seaworthy__Gateway__Key must be the same there and here", EventName = nameof(EventIds.WrongStamp))]
    public static partial void WrongStamp(ILogger log, IPAddress? address, string fault);

    [LoggerMessage(EventIds.UntrustedSocket, LogLevel.Warning,
        "X-Forwarded-For or X-Forwarded-Proto came over a Unix socket, which is no trusted proxy, and is ignored. If your proxy is at its other end, set Seaworthy__Client__TrustedProxies=unix",
        EventName = nameof(EventIds.UntrustedSocket))]
    public static partial void UntrustedSocket(ILogger log);
}
