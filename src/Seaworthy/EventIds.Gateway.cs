namespace Seaworthy;

/// <content>Of the gateway and <c>guard</c>.</content>
public static partial class EventIds
{
    /// <summary>An upstream does not say that it is well (Gateway).</summary>
    public const int UpstreamDown = 25000;

    /// <summary>It does again (Gateway).</summary>
    public const int UpstreamUp = 25001;

    /// <summary>The addresses of a service's copies have changed (Gateway).</summary>
    public const int RouteChanged = 25002;

    /// <summary>Settings that were read again cannot be used, and those before them hold (Gateway).</summary>
    public const int RoutesKept = 25003;
}
