using System.Diagnostics.Metrics;
using Seaworthy.Observability.Metrics;

namespace Seaworthy.Idempotency;

/// <summary>What became of requests with a key.</summary>
internal sealed class IdempotencyMetrics
{
    public const string MeterName = "Seaworthy.Idempotency";

    private static readonly MetricFamily Requests = new("seaworthy_idempotency_requests", MetricKind.Counter,
        "Requests with an Idempotency-Key: kept, released and lost ran; replayed, in_flight, reused and unknown did not.") { Labels = ["service", "outcome"] };

    private static readonly MetricFamily Keys = new("seaworthy_idempotency_keys", MetricKind.Gauge, "Keys that this process itself remembers.");

    private readonly Counter<long> _requests;

    public IdempotencyMetrics(IMeterFactory meters, ProcessKeyStore keys)
    {
        var meter = meters.Create(MeterName);
        _requests = meter.CreateCounter<long>("seaworthy.idempotency.requests", "{request}", Requests.Help);
        meter.CreateObservableGauge("seaworthy.idempotency.keys", () => keys.Count, "{key}", Keys.Help);
    }

    public static IReadOnlyList<MetricFamily> Families { get; } = [Requests, Keys];

    public static string Named(KeyEnd end) => end switch
    {
        KeyEnd.Keep => "kept",
        KeyEnd.Release => "released",
        _ => "lost",
    };

    public static string Named(KeyState state) => state switch
    {
        KeyState.Answered => "replayed",
        KeyState.InFlight => "in_flight",
        KeyState.OtherRequest => "reused",
        _ => "unknown",
    };

    public void Count(string service, string outcome) => _requests.Add(1, new("service", service), new("outcome", outcome));
}
