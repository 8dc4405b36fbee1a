using Seaworthy.Hosting.Settings;

namespace Seaworthy.Hosting;

/// <summary>The port for operators: metrics, detailed health, the console.</summary>
public sealed class ManagementOptions
{
    /// <summary>
    /// Port that answers them and nothing else. Null (default): 9464 outside Development when <c>seaworthy serve</c> runs, none
    /// elsewhere; 0 for none.
    /// </summary>
    [InRange(0, 65_535)]
    public int? Port { get; set; }
}
