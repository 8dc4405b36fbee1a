namespace Seaworthy.Observability;

/// <summary>What a request leaves behind: its log line, its metrics, its ids on the answer.</summary>
public sealed class ObservabilityOptions
{
    /// <summary>JSON log lines on standard output (R52). Default on; off leaves the app's own logging as it is.</summary>
    public bool JsonLogs { get; set; } = true;

    /// <summary>One information line per request. Default on; warnings and errors are told either way.</summary>
    public bool RequestLog { get; set; } = true;

    /// <summary>Prometheus text at <c>/metrics</c> (R54). Default on.</summary>
    public bool Metrics { get; set; } = true;

    /// <summary>Most label sets of one metric family; what comes later counts under <c>endpoint="other"</c>. Default 2000.</summary>
    public int MaxSeries { get; set; } = 2000;

    /// <summary>Sends <c>X-Response-Time: 0.123s</c> (R53). Default on.</summary>
    public bool ResponseTime { get; set; } = true;
}
