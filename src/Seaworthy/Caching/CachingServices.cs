using System.Security.Cryptography;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Seaworthy.Caching.Origin;
using Seaworthy.Caching.Responses;

namespace Seaworthy.Caching;

/// <summary>What caching needs; one of each per host.</summary>
internal static class CachingServices
{
    public static void AddCaching(this IServiceCollection services, CachingOptions options)
    {
        services.AddSingleton<CacheClock>();
        services.AddSingleton(sp => new CacheTags(options.Tags, sp.GetService<OtherProcesses>()));
        services.AddSingleton(sp => new FirstLevel(options.Enabled ? options.MemoryBytes : 0, sp.GetService<TagTrust>()));
        services.AddSingleton(sp => Flights(sp.GetService<TagTrust>(), sp.GetRequiredService<CacheClock>()));
        services.AddSingleton<CacheCounts>();
        services.AddSingleton<CacheInvalidation>();
        services.AddSingleton<CachingMetrics>();
        services.AddSingleton<ImmutableTypes>();
        services.AddSingleton<ValueCopies>();
        services.AddSingleton(_ => new CacheLifetimes(options, Chance));
        services.AddSingleton<ValueEntries>();
        services.AddSingleton<ValueSource>();
        services.AddSingleton(sp => Landings(sp.GetService<TagTrust>(), sp.GetRequiredService<CacheClock>()));
        services.AddSingleton<AnswerKeeper>();
        services.AddSingleton(sp => new OriginKeeper(
            sp.GetRequiredService<FirstLevel>(), sp.GetRequiredService<CacheTags>(), sp.GetRequiredService<CacheInvalidation>(), sp.GetRequiredService<CacheClock>(), options));
        services.AddSingleton(sp => OriginLandings(sp.GetService<TagTrust>(), sp.GetRequiredService<CacheClock>()));
        services.AddSingleton<OriginRecall>();
        services.AddSingleton<RecallMetrics>();
        services.AddSingleton(sp => new RecallStage(
            sp.GetRequiredService<AnswerKeeper>(), sp.GetRequiredService<Flights<Landing>>(), sp.GetRequiredService<OriginRecall>(), sp.GetRequiredService<TimeProvider>()));

        // Whoever has registered a cache before keeps it.
        services.TryAddSingleton<HybridCache, SeaworthyHybridCache>();
    }

    // Whoever came after a flight began takes what it brings only when it may be served now.
    private static Flights<CacheEntry?> Flights(TagTrust? shared, CacheClock clock) => new(entry => entry?.IsServed(shared, clock.Now) != false);

    private static Flights<Landing> Landings(TagTrust? shared, CacheClock clock) => new(landing => landing.Answer?.IsServed(shared, clock.Now) != false);

    private static Flights<OriginLanding> OriginLandings(TagTrust? shared, CacheClock clock) => new(landing => landing.Answer?.IsServed(shared, clock.Now) != false);

    private static double Chance() => RandomNumberGenerator.GetInt32(int.MaxValue) / (double)int.MaxValue;
}
