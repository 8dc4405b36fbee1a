using System.Diagnostics.Metrics;
using Seaworthy.Observability.Logs;

namespace Seaworthy.Observability.Metrics;

/// <summary>What was not told, because everything here is bounded.</summary>
internal sealed class ObservabilityMetrics
{
    public const string MeterName = "Seaworthy.Observability";

    public static readonly MetricFamily Dropped = new("seaworthy_log_dropped", MetricKind.Counter,
        "Log lines dropped because whatever reads standard output is too slow.");

    public static readonly MetricFamily Overflow = new("seaworthy_metrics_overflow", MetricKind.Counter,
        "Measurements that found their metric full and were counted in its overflow series.");

    public ObservabilityMetrics(IMeterFactory meters, LogWriter? writer, OtherMeters others)
    {
        var meter = meters.Create(MeterName);
        if (writer is not null)
        {
            meter.CreateObservableCounter("seaworthy.log.dropped", () => writer.Dropped, "{line}", Dropped.Help);
        }

        meter.CreateObservableCounter("seaworthy.metrics.overflow", () => others.Overflowed, "{measurement}", Overflow.Help);
    }
}
