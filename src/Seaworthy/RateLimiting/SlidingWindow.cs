namespace Seaworthy.RateLimiting;

/// <summary>
/// Two counters: this window's requests, and the last window's in the part that still reaches into the sliding one. The
/// last window's requests are taken as evenly spread; when all of them came at its end, up to nearly twice the limit fits
/// into one stretch of a window's length.
/// </summary>
/// <remarks>
/// State: 20 bits of the window's number, 20 of its count, 20 of the last one's. The number comes round after 2^20 windows
/// (12 days of seconds): who stays away exactly so long is met by an old count for two windows.
/// </remarks>
internal static class SlidingWindow
{
    public const long MostLimit = Mask;
    public const long LongestWindow = 31L * 86_400 * 1_000_000;
    private const int Bits = 20;
    private const int DoubleBits = 53;
    private const long Mask = (1 << Bits) - 1;

    /// <summary>
    /// Microseconds of what a long window is counted in where numbers are doubles: a count times a window must stay a whole number.
    /// </summary>
    public static long UnitOf(long window) => window <= 1L << (DoubleBits - Bits) ? 1 : 1000;

    public static LimitReading Take(LimitPolicy policy, ulong state, long now, long cost, out ulong next)
    {
        var (window, limit) = (policy.Window, policy.Limit);
        var (index, current, previous) = Read(state, now / window, out var began);
        var late = Math.Max(0, began - now);
        var rest = window - Math.Max(0, now - began);
        var spare = (limit * window) - (previous * rest) - (current * window);
        if (spare < cost * window)
        {
            next = state;
            return new(false, Math.Max(0, spare / window), late + UntilFits(policy, current, previous, rest, cost));
        }

        current += cost;
        var left = (spare / window) - cost;
        next = Pack(index, current, previous);
        return new(true, left, late + (left > 0 ? rest : UntilFits(policy, current, previous, rest, 1)));

        (long Index, long Current, long Previous) Read(ulong packed, long at, out long begins)
        {
            var (seen, count, last) = Unpack(packed);

            // A request may have begun before the one that opened this window: time does not go back for it.
            var ahead = Ahead(seen, at);
            at += packed != 0 && ahead < 0 ? -ahead : 0;
            begins = at * window;
            return packed == 0 ? (at, 0, 0) : ahead switch
            {
                <= 0 => (at, count, last),
                1 => (at, 0, count),
                _ => (at, 0, 0),
            };
        }
    }

    public static ulong GiveBack(LimitPolicy policy, ulong state, long now, long cost)
    {
        var (index, current, previous) = Unpack(state);
        return Ahead(index, now / policy.Window) == 0 || previous < cost
            ? Pack(index, Math.Max(0, current - cost), previous)
            : Pack(index, current, previous - cost);
    }

    /// <summary>When nothing that was counted matters any more.</summary>
    public static long FullAt(ulong state, long window, long now)
    {
        var at = now / window;
        return (at - Ahead(Unpack(state).Index, at) + 2) * window;
    }

    // How many windows the number of a moment is ahead of the one that was stored.
    private static long Ahead(long stored, long at)
    {
        var ahead = (at - stored) & Mask;
        return ahead >= Mask - 1 ? ahead - Mask - 1 : ahead;
    }

    private static long UntilFits(LimitPolicy policy, long current, long previous, long rest, long cost)
    {
        var (window, limit) = (policy.Window, policy.Limit);
        if (current + cost <= limit)
        {
            // Before this window ends: as soon as little enough of the last one is left.
            return previous == 0 ? 0 : Math.Max(0, rest - ((limit - current - cost) * window / previous));
        }

        return rest + Math.Max(0, window - ((limit - cost) * window / current));
    }

    private static (long Index, long Current, long Previous) Unpack(ulong state) =>
        ((long)(state >> (2 * Bits)) & Mask, (long)(state >> Bits) & Mask, (long)state & Mask);

    private static ulong Pack(long index, long current, long previous) =>
        ((ulong)(index & Mask) << (2 * Bits)) | ((ulong)current << Bits) | (ulong)previous;
}
