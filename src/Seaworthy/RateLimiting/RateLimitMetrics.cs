using System.Diagnostics.Metrics;
using Seaworthy.Observability.Metrics;

namespace Seaworthy.RateLimiting;

/// <summary>What limits decided, and how full the table is. Counted where it happens and read when somebody asks.</summary>
internal sealed class RateLimitMetrics
{
    public const string MeterName = "Seaworthy.RateLimiting";

    private static readonly MetricFamily Decisions = new("seaworthy_rate_limit_decisions", MetricKind.Counter,
        "Requests that a limit allowed, refused, or (outcome shadow) would have refused were it not only watched.") { Labels = ["service", "policy", "outcome"] };

    private static readonly MetricFamily Places = new("seaworthy_rate_limit_places", MetricKind.Gauge, "Places of the table of clients.");

    private static readonly MetricFamily Used = new("seaworthy_rate_limit_places_used", MetricKind.Gauge,
        "Places of the table that a client has ever had; those of clients who owe nothing any more are free again.");

    private static readonly MetricFamily Forgotten = new("seaworthy_rate_limit_forgotten", MetricKind.Counter,
        "Clients who still owed something and were forgotten because the table is full: raise RateLimiting:Clients.");

    private static readonly MetricFamily Shared = new("seaworthy_rate_limit_shared_decisions", MetricKind.Counter,
        "Decisions about shared limits: by redis, by what it had said before (known), or without it because it did not answer (away).") { Labels = ["by"] };

    private static readonly MetricFamily Calls = new("seaworthy_rate_limit_redis_calls", MetricKind.Counter, "Calls to Redis, each of many decisions at a time.");

    public RateLimitMetrics(IMeterFactory meters, LiveLimits live, LimitTable table, SharedLimitCounts? shared = null)
    {
        var meter = meters.Create(MeterName);
        meter.CreateObservableCounter("seaworthy.rate_limit.decisions", () => live.Counts.SelectMany(Read), "{request}", Decisions.Help);
        meter.CreateObservableGauge("seaworthy.rate_limit.places", () => table.Places, "{client}", Places.Help);
        meter.CreateObservableGauge("seaworthy.rate_limit.places_used", () => table.Used, "{client}", Used.Help);
        meter.CreateObservableCounter("seaworthy.rate_limit.forgotten", () => table.Forgotten, "{client}", Forgotten.Help);
        if (shared is not null)
        {
            meter.CreateObservableCounter("seaworthy.rate_limit.shared_decisions", () => Read(shared), "{decision}", Shared.Help);
            meter.CreateObservableCounter("seaworthy.rate_limit.redis_calls", () => shared.Calls, "{call}", Calls.Help);
        }
    }

    public static IReadOnlyList<MetricFamily> Families { get; } = [Decisions, Places, Used, Forgotten, Shared, Calls];

    private static IEnumerable<Measurement<long>> Read(SharedLimitCounts counts) =>
    [
        new(counts.ByRedis, new KeyValuePair<string, object?>("by", "redis")),
        new(counts.ByKnown, new KeyValuePair<string, object?>("by", "known")),
        new(counts.ByAway, new KeyValuePair<string, object?>("by", "away")),
    ];

    private static IEnumerable<Measurement<long>> Read(LimitCounts counts) =>
    [
        Of(counts, counts.Allowed, "allowed"), Of(counts, counts.Refused, "refused"), Of(counts, counts.Shadow, "shadow"),
    ];

    private static Measurement<long> Of(LimitCounts counts, long value, string outcome) =>
        new(value, new("service", counts.Service), new("policy", counts.Policy), new("outcome", outcome));
}
