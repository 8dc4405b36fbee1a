namespace Seaworthy.RateLimiting;

/// <summary>What one limit says about one request.</summary>
/// <param name="IsTaken">Whether it fits.</param>
/// <param name="Left">How many requests of cost 1 would still fit at once.</param>
/// <param name="After">
/// Microseconds: for a request that does not fit, until it does; with nothing left, until one more fits; else until all is
/// left again (for a sliding window: until the window's end).
/// </param>
internal readonly record struct LimitReading(bool IsTaken, long Left, long After)
{
    /// <summary>Of a limit that lets through without counting: there is nothing to tell.</summary>
    public static LimitReading Unknown { get; } = new(true, -1, 0);

    public bool IsKnown => Left >= 0;

    /// <summary>Whole seconds, rounded up; at least 1 where somebody must wait.</summary>
    public long Seconds => Math.Max(IsTaken && Left > 0 ? 0 : 1, (After + 999_999) / 1_000_000);
}
