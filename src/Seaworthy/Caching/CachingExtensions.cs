using Microsoft.Extensions.Caching.Hybrid;

namespace Seaworthy.Caching;

/// <summary>What the layer's cache can beyond .NET's <see cref="HybridCache"/>.</summary>
public static class CachingExtensions
{
    /// <summary>
    /// The value of <paramref name="key"/>, made by <paramref name="factory"/> when it is not there, with its own time, time for "there
    /// is none", stale window or refresh.
    /// </summary>
    /// <param name="cache">The layer's cache; another one takes of the options what .NET's have.</param>
    /// <param name="key">The key; what stands before its first colon is its entity.</param>
    /// <param name="factory">Makes the value; one caller at a time does.</param>
    /// <param name="options">What this call wants.</param>
    /// <param name="tags">What the value is invalidated by.</param>
    /// <param name="cancellationToken">Ends this caller's wait.</param>
    public static ValueTask<T> GetOrCreateAsync<T>(
        this HybridCache cache, string key, Func<CancellationToken, ValueTask<T>> factory, CacheEntryOptions options,
        IEnumerable<string>? tags = null, CancellationToken cancellationToken = default) =>
        cache.GetOrCreateAsync(key, factory, static (make, token) => make(token), options, tags, cancellationToken);

    /// <summary>The same with a state, so that the factory can be a static one that holds nothing.</summary>
    public static ValueTask<T> GetOrCreateAsync<TState, T>(
        this HybridCache cache, string key, TState state, Func<TState, CancellationToken, ValueTask<T>> factory, CacheEntryOptions options,
        IEnumerable<string>? tags = null, CancellationToken cancellationToken = default) => cache is SeaworthyHybridCache own
            ? own.GetOrCreateAsync(key, state, factory, options, tags, cancellationToken)
            : cache.GetOrCreateAsync(key, state, factory, new HybridCacheEntryOptions { Expiration = options.Ttl, Flags = options.Flags }, tags, cancellationToken);

    /// <summary>
    /// Invalidates <paramref name="tag"/> and says how many entries of this process it killed; an entry that had expired unnoticed
    /// counts. Null where the cache is not the layer's: it does not say.
    /// </summary>
    public static async ValueTask<int?> InvalidateAsync(this HybridCache cache, string tag, CancellationToken cancellationToken = default)
    {
        if (cache is SeaworthyHybridCache own)
        {
            return await own.InvalidateAsync(tag).ConfigureAwait(false);
        }

        await cache.RemoveByTagAsync(tag, cancellationToken).ConfigureAwait(false);
        return null;
    }
}
