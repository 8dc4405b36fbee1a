using Microsoft.Extensions.Caching.Hybrid;

namespace Seaworthy.Caching;

/// <summary>What one call wants, where settings do not suit it. Null is what the settings say.</summary>
public sealed class CacheEntryOptions
{
    /// <summary>How long the value is fresh. Null: by its entity in <c>Caching:Ttls</c>.</summary>
    public TimeSpan? Ttl { get; init; }

    /// <summary>How long "there is none" is kept. Null: <c>Caching:NegativeSeconds</c>; zero: not at all.</summary>
    public TimeSpan? NegativeTtl { get; init; }

    /// <summary>
    /// How long past its end the value may stand in when making it fails. Null: <c>Caching:StaleOnErrorSeconds</c>; zero: never.
    /// </summary>
    public TimeSpan? StaleOnError { get; init; }

    /// <summary>Whether it is made anew in the background before it ends. Null: <c>Caching:EarlyRefresh</c>.</summary>
    public bool? EarlyRefresh { get; init; }

    /// <summary>Parts of the cache that the call does not use; default none.</summary>
    public HybridCacheEntryFlags Flags { get; init; }
}
