using System.Diagnostics.Metrics;

namespace Seaworthy.Observability.Metrics;

/// <summary>What an instrument of .NET is in Prometheus, by its type.</summary>
internal static class InstrumentKind
{
    private static readonly double[] Seconds = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10];
    private static readonly double[] Numbers = [1, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10000, 100_000, 1_000_000];

    public static MetricKind Of(Instrument instrument)
    {
        var type = instrument.GetType();
        var open = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        return open == typeof(Counter<>) || open == typeof(ObservableCounter<>) ? MetricKind.Counter
            : open == typeof(Histogram<>) ? MetricKind.Histogram
            : MetricKind.Gauge;
    }

    /// <summary>The bounds that the instrument advises, in its own unit; else usual ones for <paramref name="unit"/>.</summary>
    public static double[] Bounds(Instrument instrument, string? unit) => instrument switch
    {
        Histogram<double> { Advice.HistogramBucketBoundaries: { } own } => [.. own],
        Histogram<long> { Advice.HistogramBucketBoundaries: { } own } => [.. own.Select(bound => (double)bound)],
        Histogram<int> { Advice.HistogramBucketBoundaries: { } own } => [.. own.Select(bound => (double)bound)],
        Histogram<float> { Advice.HistogramBucketBoundaries: { } own } => [.. own.Select(bound => (double)bound)],
        _ => unit == "seconds" ? Seconds : Numbers,
    };

    public static bool IsAdvised(Instrument instrument) => instrument
        is Histogram<double> { Advice.HistogramBucketBoundaries: not null }
        or Histogram<long> { Advice.HistogramBucketBoundaries: not null }
        or Histogram<int> { Advice.HistogramBucketBoundaries: not null }
        or Histogram<float> { Advice.HistogramBucketBoundaries: not null };
}
