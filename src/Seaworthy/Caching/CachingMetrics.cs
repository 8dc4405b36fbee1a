using System.Diagnostics.Metrics;
using Seaworthy.Observability.Metrics;

namespace Seaworthy.Caching;

/// <summary>What the cache does, under the documents' names (R54, R55). All of it is read when somebody asks: a hit pays nothing.</summary>
internal sealed class CachingMetrics
{
    public const string MeterName = "Seaworthy.Caching";

    private static readonly MetricFamily Hits = new("cache_hits", MetricKind.Counter, "Values found, by entity: what stands before the first colon of a key.")
        { Labels = ["cache_key"] };

    private static readonly MetricFamily Misses = new("cache_misses", MetricKind.Counter, "Values that were not there, by entity.") { Labels = ["cache_key"] };

    private static readonly MetricFamily Stale = new("cache_stale", MetricKind.Counter, "Old values that stood in because making a new one failed, by entity.")
        { Labels = ["cache_key"] };

    private static readonly MetricFamily Joined = new("cache_flights_joined", MetricKind.Counter, "Callers who found another one making the value they came for.");

    private static readonly MetricFamily Ended = new("cache_evictions", MetricKind.Counter, "Entries that left the first level.") { Labels = ["reason"] };

    private static readonly MetricFamily Invalidations = new("cache_invalidations", MetricKind.Counter, "Tags that were invalidated.");

    private static readonly MetricFamily Invalidated = new("cache_invalidated_entries", MetricKind.Counter, "Entries that invalidations of tags killed.");

    private static readonly MetricFamily Bytes = new("cache_bytes", MetricKind.Gauge, "What the first level holds, with keys and tables.", "bytes");

    private static readonly MetricFamily Entries = new("cache_entries", MetricKind.Gauge, "Entries in the first level.");

    private static readonly MetricFamily Tags = new("cache_tags", MetricKind.Gauge, "Tags that are known.");

    public CachingMetrics(IMeterFactory meters, CacheCounts counts, FirstLevel level, CacheTags tags, Flights<CacheEntry?> flights)
    {
        var meter = meters.Create(MeterName);
        meter.CreateObservableCounter("cache.hits", () => ByEntity(counts, entity => entity.Hits), "{hit}", Hits.Help);
        meter.CreateObservableCounter("cache.misses", () => ByEntity(counts, entity => entity.Misses), "{miss}", Misses.Help);
        meter.CreateObservableCounter("cache.stale", () => ByEntity(counts, entity => entity.Stale), "{value}", Stale.Help);
        meter.CreateObservableCounter("cache.flights.joined", () => flights.Boarded, "{caller}", Joined.Help);
        meter.CreateObservableCounter("cache.evictions", () => Enum.GetValues<EntryEnd>().Select(reason =>
            new Measurement<long>(level.Ended(reason), new KeyValuePair<string, object?>("reason", Name(reason)))), "{entry}", Ended.Help);
        meter.CreateObservableCounter("cache.invalidations", () => counts.Invalidations, "{tag}", Invalidations.Help);
        meter.CreateObservableCounter("cache.invalidated.entries", () => counts.Invalidated, "{entry}", Invalidated.Help);
        meter.CreateObservableGauge("cache.bytes", () => level.Bytes, "By", Bytes.Help);
        meter.CreateObservableGauge("cache.entries", () => level.Count, "{entry}", Entries.Help);
        meter.CreateObservableGauge("cache.tags", () => tags.Count, "{tag}", Tags.Help);
    }

    public static IReadOnlyList<MetricFamily> Families { get; } =
        [Hits, Misses, Stale, Joined, Ended, Invalidations, Invalidated, Bytes, Entries, Tags];

    private static IEnumerable<Measurement<long>> ByEntity(CacheCounts counts, Func<EntityCounts, long> count) =>
        counts.All.Select(entity => new Measurement<long>(count(entity), new KeyValuePair<string, object?>("cache_key", entity.Entity)));

    private static string Name(EntryEnd reason) => reason switch
    {
        EntryEnd.Capacity => "capacity",
        EntryEnd.Expired => "expired",
        EntryEnd.Invalidated => "invalidated",
        EntryEnd.Replaced => "replaced",
        _ => "removed",
    };
}
