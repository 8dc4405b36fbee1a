using Seaworthy.Hosting.Settings;

namespace Seaworthy.Hosting;

/// <summary>The port for operators: metrics, detailed health, the console.</summary>
public sealed class ManagementOptions
{
    /// <summary>
    /// Port that answers them and nothing else. Null (default): 9464 outside Development, and none in Development, where
    /// callers on this machine are answered on the public port; 0 for none. A default port that is taken is a warning; a port
    /// that was set and is taken stops the start.
    /// </summary>
    [InRange(0, 65_535)]
    public int? Port { get; set; }

    /// <summary>
    /// What stands before the layer's own paths on the public port, health and metrics, where an application has all paths for itself: <c>/.seaworthy</c>. Null (default): nothing.
    /// </summary>
    public string? Prefix { get; set; }
}
