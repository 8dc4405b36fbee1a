using System.Diagnostics.Metrics;
using Seaworthy.Observability.Metrics;

namespace Seaworthy.Caching.Shared;

/// <summary>What the second level does and how this process stands to the others; read when somebody asks.</summary>
internal sealed class SecondLevelMetrics
{
    private static readonly MetricFamily Reads = new("cache_second_level_reads", MetricKind.Counter,
        "What came of asking Redis for a value: hit, miss, in_doubt (somebody is about to change it) or failed.") { Labels = ["result"] };

    private static readonly MetricFamily Stores = new("cache_second_level_stores", MetricKind.Counter,
        "Values that were offered to Redis: stored, or refused because what they stand for had changed.") { Labels = ["result"] };

    private static readonly MetricFamily Writes = new("cache_second_level_writes", MetricKind.Counter,
        "Writes whose tags were to be marked before the commit: marked, or unmarked because Redis was away.") { Labels = ["result"] };

    private static readonly MetricFamily Failures = new("cache_second_level_failures", MetricKind.Counter, "Calls to Redis that failed.");

    private static readonly MetricFamily Closings = new("cache_second_level_closings", MetricKind.Counter, "Times that it was closed because Redis was away or slow.");

    private static readonly MetricFamily News = new("cache_second_level_news", MetricKind.Counter, "Changes that this process was told of, its own among them.");

    private static readonly MetricFamily Epochs = new("cache_second_level_epochs", MetricKind.Counter,
        "Times that all of the first level was given up: a new connection for news, or an emptied Redis.");

    private static readonly MetricFamily Open = new("cache_second_level_open", MetricKind.Gauge, "1 while it is used; otherwise values are kept for less than half a second.");

    private static readonly MetricFamily Untold = new("cache_second_level_untold", MetricKind.Gauge, "Changes that Redis has not been told of yet.");

    public SecondLevelMetrics(IMeterFactory meters, SecondLevelCounts counts, SharedLink link, TagTrust trust)
    {
        var meter = meters.Create(CachingMetrics.MeterName);
        meter.CreateObservableCounter("cache.second_level.reads", () => Enum.GetValues<SharedRead>().Select(result => Of(counts.Reads(result), Name(result))), "{read}", Reads.Help);
        meter.CreateObservableCounter("cache.second_level.stores", () => new[] { Of(counts.Stored, "stored"), Of(counts.Refused, "refused") }, "{value}", Stores.Help);
        meter.CreateObservableCounter("cache.second_level.writes", () => new[] { Of(counts.MarkedWrites, "marked"), Of(counts.UnmarkedWrites, "unmarked") }, "{write}", Writes.Help);
        meter.CreateObservableCounter("cache.second_level.failures", () => counts.Failures, "{call}", Failures.Help);
        meter.CreateObservableCounter("cache.second_level.closings", () => counts.Closings, "{time}", Closings.Help);
        meter.CreateObservableCounter("cache.second_level.news", () => counts.News, "{change}", News.Help);
        meter.CreateObservableCounter("cache.second_level.epochs", () => counts.Epochs, "{time}", Epochs.Help);
        meter.CreateObservableGauge("cache.second_level.open", () => trust.IsOpen ? 1 : 0, "{level}", Open.Help);
        meter.CreateObservableGauge("cache.second_level.untold", () => link.Untold, "{change}", Untold.Help);
    }

    public static IReadOnlyList<MetricFamily> Families { get; } = [Reads, Stores, Writes, Failures, Closings, News, Epochs, Open, Untold];

    private static Measurement<long> Of(long count, string result) => new(count, new KeyValuePair<string, object?>("result", result));

    private static string Name(SharedRead result) => result switch
    {
        SharedRead.Hit => "hit",
        SharedRead.Miss => "miss",
        SharedRead.InDoubt => "in_doubt",
        _ => "failed",
    };
}
