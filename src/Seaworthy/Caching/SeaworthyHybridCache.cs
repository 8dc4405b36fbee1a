using Microsoft.Extensions.Caching.Hybrid;

namespace Seaworthy.Caching;

/// <summary>
/// .NET's <see cref="HybridCache"/> on the first level. A hit is one probe, one look at the clock and one at each tag, and no
/// allocation when the value cannot change; all else is <see cref="ValueSource"/>'s.
/// </summary>
internal sealed class SeaworthyHybridCache(FirstLevel level, ValueSource source, CacheInvalidation invalidation, CacheClock clock) : HybridCache
{
    public override ValueTask<T> GetOrCreateAsync<TState, T>(
        string key, TState state, Func<TState, CancellationToken, ValueTask<T>> factory, HybridCacheEntryOptions? options = null,
        IEnumerable<string>? tags = null, CancellationToken cancellationToken = default)
    {
        var scoped = CacheKeys.Of(key);
        var now = clock.Now;
        if (Reads(options?.Flags) && level.TryGet(scoped, now, out var entry) && entry is ValueEntry<T> hit)
        {
            hit.Counts.Hit();
            if (now >= hit.Times.RefreshAt)
            {
                Refresh(scoped, state, factory, Wanted(options), tags);
            }

            return new(hit.Value);
        }

        return MissAsync(scoped, state, factory, Wanted(options), tags, cancellationToken);
    }

    public override ValueTask<T> GetOrCreateAsync<TState, T>(
        ReadOnlySpan<char> key, TState state, Func<TState, CancellationToken, ValueTask<T>> factory, HybridCacheEntryOptions? options = null,
        IEnumerable<string>? tags = null, CancellationToken cancellationToken = default)
    {
        var now = clock.Now;
        if (key.Length <= CacheKeys.MostChars && Reads(options?.Flags)
            && level.TryGet(CacheScope.Of(key), now, out var entry) && entry is ValueEntry<T> hit && now < hit.Times.RefreshAt)
        {
            hit.Counts.Hit();
            return new(hit.Value);
        }

        return GetOrCreateAsync(key.ToString(), state, factory, options, tags, cancellationToken);
    }

    /// <summary>For a call that says more than .NET's options can.</summary>
    public ValueTask<T> GetOrCreateAsync<TState, T>(
        string key, TState state, Func<TState, CancellationToken, ValueTask<T>> factory, CacheEntryOptions wanted, IEnumerable<string>? tags,
        CancellationToken cancellationToken)
    {
        var scoped = CacheKeys.Of(key);
        var now = clock.Now;
        if (Reads(wanted.Flags) && level.TryGet(scoped, now, out var entry) && entry is ValueEntry<T> hit)
        {
            hit.Counts.Hit();
            if (now >= hit.Times.RefreshAt)
            {
                Refresh(scoped, state, factory, wanted, tags);
            }

            return new(hit.Value);
        }

        return MissAsync(scoped, state, factory, wanted, tags, cancellationToken);
    }

    public override ValueTask SetAsync<T>(
        string key, T value, HybridCacheEntryOptions? options = null, IEnumerable<string>? tags = null, CancellationToken cancellationToken = default) =>
        ((options?.Flags ?? default) & HybridCacheEntryFlags.DisableLocalCacheWrite) == 0
            ? source.SetAsync(CacheKeys.Of(key), value, Wanted(options), tags)
            : default;

    public override ValueTask RemoveAsync(string key, CancellationToken cancellationToken = default) => source.RemoveAsync(CacheKeys.Of(key));

    /// <summary>Kills what was stored under the tag; <c>*</c> is everything.</summary>
    public override async ValueTask RemoveByTagAsync(string tag, CancellationToken cancellationToken = default) => await InvalidateAsync(tag);

    /// <summary>The same, and how many entries of this process it killed.</summary>
    public ValueTask<int> InvalidateAsync(string tag) => invalidation.InvalidateAsync(tag);

    private ValueTask<T> MissAsync<TState, T>(
        string key, TState state, Func<TState, CancellationToken, ValueTask<T>> factory, CacheEntryOptions? wanted, IEnumerable<string>? tags,
        CancellationToken cancellationToken) => ((wanted?.Flags ?? default) & HybridCacheEntryFlags.DisableUnderlyingData) != 0
            ? new(default(T)!)
            : source.GetAsync(new Making<TState, T>(key, state, factory, wanted, tags), cancellationToken);

    // Apart, so that what it allocates is not prepared by every hit.
    private void Refresh<TState, T>(
        string key, TState state, Func<TState, CancellationToken, ValueTask<T>> factory, CacheEntryOptions? wanted, IEnumerable<string>? tags) =>
        source.Refresh(new Making<TState, T>(key, state, factory, wanted, tags) { IsRefresh = true });

    private static bool Reads(HybridCacheEntryFlags? flags) => ((flags ?? default) & HybridCacheEntryFlags.DisableLocalCacheRead) == 0;

    private static CacheEntryOptions? Wanted(HybridCacheEntryOptions? options) => options is null ? null : new()
    {
        Ttl = options.LocalCacheExpiration ?? options.Expiration,
        Flags = options.Flags ?? default,
    };
}
