using Microsoft.Extensions.Logging;

namespace Seaworthy.Gateway;

internal static partial class Log
{
    [LoggerMessage(EventIds.UpstreamDown, LogLevel.Warning,
        "{Upstream} has not said that it is well {Failures} times in a row, and gets no calls while another one is", EventName = nameof(EventIds.UpstreamDown))]
    public static partial void UpstreamDown(ILogger log, Uri upstream, int failures);

    [LoggerMessage(EventIds.UpstreamUp, LogLevel.Information, "{Upstream} says that it is well again", EventName = nameof(EventIds.UpstreamUp))]
    public static partial void UpstreamUp(ILogger log, Uri upstream);

    [LoggerMessage(EventIds.RouteChanged, LogLevel.Information, "{Setting} was {Before} and is {Now}", EventName = nameof(EventIds.RouteChanged))]
    public static partial void RouteChanged(ILogger log, string setting, string before, string now);

    [LoggerMessage(EventIds.RoutesKept, LogLevel.Error, "The settings were read again and cannot be used, so that calls go where they went: {Faults}", EventName = nameof(EventIds.RoutesKept))]
    public static partial void RoutesKept(ILogger log, string faults);
}
