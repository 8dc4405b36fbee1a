using System.Diagnostics.Metrics;
using Seaworthy.Observability.Metrics;

namespace Seaworthy.Shedding;

/// <summary>How long work waits for a thread, and what is refused because of it; read when somebody asks.</summary>
internal sealed class SheddingMetrics
{
    public const string MeterName = "Seaworthy.Shedding";

    private static readonly MetricFamily Delay = new("seaworthy_shedding_delay_seconds", MetricKind.Gauge, "The least that work waited for a thread in the last tenth of a second.", "seconds");

    private static readonly MetricFamily Shares = new("seaworthy_shedding_admitted_ratio", MetricKind.Gauge, "Which part of a class's requests came in in the last tenth of a second: 1 while there is no overload.", "ratio") { Labels = ["class"] };

    private static readonly MetricFamily Refused = new("seaworthy_shedding_refused", MetricKind.Counter, "Requests that were refused because of overload.") { Labels = ["class"] };

    private static readonly RequestClass[] Classes = [RequestClass.Critical, RequestClass.Default, RequestClass.Bulk];

    public SheddingMetrics(IMeterFactory meters, LoadGate gate)
    {
        var meter = meters.Create(MeterName);
        meter.CreateObservableGauge("seaworthy.shedding.delay", () => gate.Waited.TotalSeconds, "s", Delay.Help);
        meter.CreateObservableGauge("seaworthy.shedding.admitted", () => Classes.Select(one => new Measurement<double>(gate.ShareOf(one), Label(one))), "1", Shares.Help);
        meter.CreateObservableCounter("seaworthy.shedding.refused", () => Classes.Select(one => new Measurement<long>(gate.RefusedOf(one), Label(one))), "{request}", Refused.Help);
    }

    public static IReadOnlyList<MetricFamily> Families { get; } = [Delay, Shares, Refused];

    private static KeyValuePair<string, object?> Label(RequestClass requestClass) => new("class", requestClass.ToString().ToLowerInvariant());
}
