namespace Seaworthy.Observability.Metrics;

/// <summary>One metric as <c>/metrics</c> shows it.</summary>
/// <param name="Name">Its name without what the kind adds: a counter's <c>_total</c>.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Help">One sentence.</param>
/// <param name="Unit">Base unit, which is also the name's last word; null for plain numbers.</param>
internal sealed record MetricFamily(string Name, MetricKind Kind, string Help, string? Unit = null)
{
    /// <summary>Names of its labels, for the reference page.</summary>
    public string[] Labels { get; init; } = [];

    /// <summary>The name that its samples have.</summary>
    public string SampleName => Kind == MetricKind.Counter ? Name + "_total" : Name;
}

internal enum MetricKind
{
    Counter,
    Gauge,
    Histogram,
}
