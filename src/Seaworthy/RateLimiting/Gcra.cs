namespace Seaworthy.RateLimiting;

/// <summary>
/// The generic cell rate algorithm. A client's state is one number: the time at which all its requests are paid for, when
/// one is paid every <see cref="LimitPolicy.Interval"/>. A request fits while that is no further ahead than the burst.
/// In any stretch of time w at most burst + w/interval requests fit: of 100 a minute with a burst of 100 up to 200 in
/// one minute. What must never exceed q in any minute is said with a burst of its own, or with a sliding window.
/// </summary>
internal static class Gcra
{
    public static LimitReading Take(LimitPolicy policy, ulong state, long now, long cost, out ulong next)
    {
        var paid = Math.Max((long)state, now);
        var owed = paid - now;
        var after = owed + (cost * policy.Interval);
        if (after > policy.Tolerance)
        {
            next = state;
            var rest = Math.Max(0, policy.Tolerance - owed);
            return new(false, rest / policy.Interval, after - policy.Tolerance);
        }

        next = (ulong)(now + after);
        var left = (long)((ulong)(policy.Tolerance - after) / (ulong)policy.Interval);
        return new(true, left, left > 0 ? after : after + policy.Interval - policy.Tolerance);
    }

    public static ulong GiveBack(LimitPolicy policy, ulong state, long cost) => state - (ulong)(cost * policy.Interval);
}
