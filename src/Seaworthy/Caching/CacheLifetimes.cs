namespace Seaworthy.Caching;

/// <summary>Turns what settings and calls say into the times of one entry.</summary>
/// <param name="options">The settings.</param>
/// <param name="chance">A number from 0 up to but not 1, by chance.</param>
internal sealed class CacheLifetimes(CachingOptions options, Func<double> chance)
{
    // A refresh in the first half would make a value that is slow to make all the time.
    private const double EarliestRefresh = 0.5;

    private readonly TtlTable _ttls = new(options);
    private readonly TimeSpan _negative = TimeSpan.FromSeconds(options.NegativeSeconds);
    private readonly TimeSpan _stale = TimeSpan.FromSeconds(options.StaleOnErrorSeconds);

    /// <summary>The times of a value that is there at <paramref name="now"/>; over at once when it is not to be kept.</summary>
    /// <param name="now">The clock.</param>
    /// <param name="tookMs">How long its making took.</param>
    /// <param name="entity">Its entity.</param>
    /// <param name="isNone">Whether it says that there is none.</param>
    /// <param name="wanted">What the call wants.</param>
    public CacheTimes For(long now, long tookMs, string entity, bool isNone, CacheEntryOptions? wanted)
    {
        var ttl = isNone ? wanted?.NegativeTtl ?? _negative : wanted?.Ttl ?? _ttls.For(entity);
        var length = (long)(ttl.TotalMilliseconds * (1 + ((chance() * 2) - 1) * options.JitterPercent / 100));
        if (length <= 0)
        {
            return CacheTimes.Until(now);
        }

        var freshUntil = now + length;
        var refreshAt = (wanted?.EarlyRefresh ?? options.EarlyRefresh) && !isNone ? RefreshAt(freshUntil, length, tookMs) : freshUntil;
        return new(refreshAt, freshUntil, freshUntil + (long)(wanted?.StaleOnError ?? _stale).TotalMilliseconds);
    }

    // XFetch (Vattani and others, VLDB 2015) with the die cast once per value: in one process one flight refreshes it anyway, and so
    // a hit compares two numbers. An exponential of the time it took: seldom later than the value could be ready.
    private long RefreshAt(long freshUntil, long length, long tookMs) =>
        Math.Max(freshUntil + (long)(tookMs * Math.Log(1 - chance())), freshUntil - (long)(length * EarliestRefresh));
}
