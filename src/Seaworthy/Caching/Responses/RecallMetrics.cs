using System.Diagnostics.Metrics;
using Seaworthy.Observability.Metrics;
using Seaworthy.Pipeline;

namespace Seaworthy.Caching.Responses;

/// <summary>How often a kept answer was there, by endpoint (R54, R55). Read when somebody asks.</summary>
internal sealed class RecallMetrics
{
    private static readonly MetricFamily Requests = new("seaworthy_recall_requests", MetricKind.Counter,
        "Requests for endpoints whose answers are kept: hit, joined (waited for one that was being made), miss, or passed (not the cache's to answer).")
        { Labels = ["endpoint", "outcome"] };

    private static readonly MetricFamily NotModified = new("seaworthy_recall_not_modified", MetricKind.Counter,
        "Of the hits, those that were answered 304: the caller had the bytes.") { Labels = ["endpoint"] };

    private static readonly MetricFamily HitRatio = new("seaworthy_recall_hit_ratio", MetricKind.Gauge,
        "Of hits, joined and misses since the start, the part that were no misses; 0 to 1.") { Labels = ["endpoint"] };

    public RecallMetrics(IMeterFactory meters, EndpointPlans plans)
    {
        var meter = meters.Create(CachingMetrics.MeterName);
        meter.CreateObservableCounter("seaworthy.recall.requests", () => plans.Recalls.SelectMany(Outcomes), "{request}", Requests.Help);
        meter.CreateObservableCounter("seaworthy.recall.not_modified", () => plans.Recalls.Select(
            route => new Measurement<long>(route.Value.NotModified, Endpoint(route.Key))), "{request}", NotModified.Help);
        meter.CreateObservableGauge("seaworthy.recall.hit_ratio", () => plans.Recalls.Select(
            route => new Measurement<double>(route.Value.HitRatio, Endpoint(route.Key))), null, HitRatio.Help);
    }

    public static IReadOnlyList<MetricFamily> Families { get; } = [Requests, NotModified, HitRatio];

    private static IEnumerable<Measurement<long>> Outcomes(KeyValuePair<string, RecallCounts> route) =>
    [
        Of(route.Key, route.Value.Hits, "hit"), Of(route.Key, route.Value.Joined, "joined"),
        Of(route.Key, route.Value.Misses, "miss"), Of(route.Key, route.Value.Passed, "passed"),
    ];

    private static Measurement<long> Of(string route, long value, string outcome) => new(value, Endpoint(route), new("outcome", outcome));

    private static KeyValuePair<string, object?> Endpoint(string route) => new("endpoint", route);
}
