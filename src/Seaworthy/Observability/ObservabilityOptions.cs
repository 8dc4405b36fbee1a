using Seaworthy.Hosting.Settings;

namespace Seaworthy.Observability;

/// <summary>What a request leaves behind: its log line, its metrics, its ids on the answer.</summary>
public sealed class ObservabilityOptions
{
    /// <summary>JSON log lines on standard output (R52). Default on; off leaves the app's own logging as it is.</summary>
    [OfProcess]
    public bool JsonLogs { get; set; } = true;

    /// <summary>
    /// One information line per request, in place of the framework's own. Default on; a request that fails with an exception
    /// is told either way.
    /// </summary>
    public bool RequestLog { get; set; } = true;

    /// <summary>Log lines that wait for standard output at the most; what comes later is dropped and counted. Default 8192.</summary>
    [InRange(1, 1_000_000)]
    [OfProcess]
    public int LogLines { get; set; } = 8192;

    /// <summary>
    /// Continues the caller's W3C trace: an activity runs while an endpoint does, and calls out carry it on. Default on.
    /// </summary>
    public bool Tracing { get; set; } = true;

    /// <summary>Prometheus text at <c>/metrics</c> (R54). Default on.</summary>
    [OfProcess]
    public bool Metrics { get; set; } = true;

    /// <summary>Most label sets of one metric family; what comes later counts under <c>endpoint="other"</c>. Default 2000.</summary>
    [InRange(1, 1_000_000)]
    [OfProcess]
    public int MaxSeries { get; set; } = 2000;

    /// <summary>Sends <c>X-Response-Time: 0.123s</c> (R53). Default on.</summary>
    public bool ResponseTime { get; set; } = true;
}
