using System.Security.Cryptography;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Seaworthy.Caching;

/// <summary>What caching needs; one of each per host.</summary>
internal static class CachingServices
{
    public static void AddCaching(this IServiceCollection services, CachingOptions options)
    {
        services.AddSingleton<CacheClock>();
        services.AddSingleton(_ => new CacheTags(options.Tags));
        services.AddSingleton(_ => new FirstLevel(options.Enabled ? options.MemoryBytes : 0));
        services.AddSingleton(_ => new Flights<CacheEntry?>(entry => entry?.IsAlive != false));
        services.AddSingleton<CacheCounts>();
        services.AddSingleton<CacheInvalidation>();
        services.AddSingleton<CachingMetrics>();
        services.AddSingleton<ImmutableTypes>();
        services.AddSingleton<ValueCopies>();
        services.AddSingleton(_ => new CacheLifetimes(options, Chance));
        services.AddSingleton<ValueEntries>();
        services.AddSingleton<ValueSource>();

        // Whoever has registered a cache before keeps it.
        services.TryAddSingleton<HybridCache, SeaworthyHybridCache>();
    }

    private static double Chance() => RandomNumberGenerator.GetInt32(int.MaxValue) / (double)int.MaxValue;
}
