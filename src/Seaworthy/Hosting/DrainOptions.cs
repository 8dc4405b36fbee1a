using Seaworthy.Hosting.Settings;

namespace Seaworthy.Hosting;

/// <summary>How the process stops (R18).</summary>
public sealed class DrainOptions
{
    /// <summary>Drains before stopping. Default on.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>
    /// Milliseconds between "not ready" and closing the door, so that load balancers notice. Null (default): 5,000 in
    /// Production and Staging, 0 elsewhere.
    /// </summary>
    [InRange(0, 600_000)]
    public int? GraceMs { get; set; }

    /// <summary>Milliseconds that requests in flight then have to finish. Default 30,000.</summary>
    [InRange(0, 600_000)]
    public int TimeoutMs { get; set; } = 30_000;
}
