using System.Text;
using Seaworthy.Caching;
using Seaworthy.Caching.Responses;
using Seaworthy.Caching.Shared;
using Seaworthy.Idempotency;
using Seaworthy.Jobs;
using Seaworthy.Leaks;
using Seaworthy.Messaging;
using Seaworthy.RateLimiting;
using Seaworthy.Redis;
using Seaworthy.Resilience;
using Seaworthy.Shedding;
using Seaworthy.Signatures;

namespace Seaworthy.Observability.Metrics;

/// <summary>Every metric that the layer itself defines; <c>docs/reference/metrics.md</c> is made from it.</summary>
internal static class MetricCatalogue
{
    public static IReadOnlyList<MetricFamily> All { get; } =
        [.. RequestMetrics.Families, .. ProcessMetrics.Families, .. CachingMetrics.Families, .. RecallMetrics.Families, .. SecondLevelMetrics.Families,
            .. IdempotencyMetrics.Families, .. SignatureMetrics.Families, .. LeakMetrics.Families, .. JobMetrics.Families, .. MessagingMetrics.Families, ObservabilityMetrics.Dropped, ObservabilityMetrics.Overflow,
            .. RateLimitMetrics.Families, .. RedisMetrics.Families, .. ResilienceMetrics.Families, .. SheddingMetrics.Families];

    public static string Markdown()
    {
        var page = new StringBuilder()
            .Append("# Metrics\n\nMade from `MetricCatalogue.cs` by a test (`SEAWORTHY_UPDATE_DOCS=1` rewrites it). `/metrics` also shows every\n")
            .Append("instrument of `System.Diagnostics.Metrics` in the process: the runtime, Kestrel, HttpClient, Npgsql, and your own.\n\n")
            .Append("| metric | kind | labels | says |\n|---|---|---|---|\n");
        foreach (var family in All)
        {
            page.Append("| `").Append(family.SampleName).Append("` | ").Append(family.Kind.ToString().ToLowerInvariant()).Append(" | ")
                .AppendJoin(", ", family.Labels.Select(label => $"`{label}`")).Append(" | ").Append(family.Help).Append(" |\n");
        }

        return page.ToString();
    }
}
