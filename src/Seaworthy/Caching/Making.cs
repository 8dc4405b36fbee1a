using Microsoft.Extensions.Caching.Hybrid;

namespace Seaworthy.Caching;

/// <summary>One call's way to a value that was not there.</summary>
/// <param name="Key">In the caller's scope.</param>
/// <param name="State">For <paramref name="Factory"/>.</param>
/// <param name="Factory">Makes the value.</param>
/// <param name="Wanted">What the call wants; null where it leaves all to the settings.</param>
/// <param name="Tags">The tags that the call names.</param>
internal sealed record Making<TState, T>(
    string Key, TState State, Func<TState, CancellationToken, ValueTask<T>> Factory, CacheEntryOptions? Wanted, IEnumerable<string>? Tags)
{
    /// <summary>In the background, before the value that is there has ended.</summary>
    public bool IsRefresh { get; init; }

    /// <summary>Whether this call's factory made the value.</summary>
    public bool HasMade { get; private set; }

    /// <summary>What it made: nobody else has it, so its caller gets it uncopied.</summary>
    public T? Made { get; private set; }

    /// <summary>What other processes have kept past its freshness; it may stand in when the value cannot be made.</summary>
    public CacheEntry? Old { get; set; }

    public bool Reads => !IsRefresh && (Flags & HybridCacheEntryFlags.DisableLocalCacheRead) == 0;

    public bool Writes => (Flags & HybridCacheEntryFlags.DisableLocalCacheWrite) == 0;

    public bool ReadsShared => (Flags & HybridCacheEntryFlags.DisableDistributedCacheRead) == 0;

    public bool WritesShared => (Flags & HybridCacheEntryFlags.DisableDistributedCacheWrite) == 0;

    private HybridCacheEntryFlags Flags => Wanted?.Flags ?? HybridCacheEntryFlags.None;

    public async ValueTask<T> MakeAsync(CancellationToken abandoned)
    {
        Made = await Factory(State, abandoned).ConfigureAwait(false);
        HasMade = true;
        return Made;
    }
}
