using System.Numerics;
using Seaworthy.RateLimiting;

namespace Seaworthy.Tests.RateLimiting;

/// <summary>Limits as a textbook has them: one client after the other, whole histories, nothing packed and nothing clever.</summary>
internal abstract class Oracle(LimitSpec spec)
{
    private readonly Dictionary<int, List<(long At, long Cost)>> _taken = [];

    protected LimitSpec Spec => spec;

    public static Oracle Of(LimitSpec spec) => spec.Algorithm == LimitAlgorithm.Gcra ? new GcraOracle(spec) : new SlidingWindowOracle(spec);

    public LimitReading Look(int client, long now, long cost)
    {
        var history = History(client);
        if (!Fits(history, now, cost))
        {
            return new(false, MostThatFits(history, now), UntilFits(history, now, cost));
        }

        List<(long, long)> then = [.. history, (Effective(history, now), cost)];
        var left = MostThatFits(then, now);
        return new(true, left, left > 0 ? UntilFull(then, now) : UntilFits(then, now, 1));
    }

    public LimitReading Take(int client, long now, long cost)
    {
        var reading = Look(client, now, cost);
        if (reading.IsTaken)
        {
            History(client).Add((Effective(History(client), now), cost));
        }

        return reading;
    }

    protected abstract bool Fits(IReadOnlyList<(long At, long Cost)> taken, long now, long cost);

    protected abstract long UntilFull(IReadOnlyList<(long At, long Cost)> taken, long now);

    /// <summary>A request that began before one which is already counted.</summary>
    protected abstract long Effective(IReadOnlyList<(long At, long Cost)> taken, long now);

    private List<(long At, long Cost)> History(int client) =>
        _taken.TryGetValue(client, out var history) ? history : _taken[client] = [];

    private long MostThatFits(IReadOnlyList<(long, long)> taken, long now) => Search(n => !Fits(taken, now, n + 1), Spec.Limit);

    // A history whose clock goes back again and again, a little each time, waits longer than any number of windows one would guess.
    private long UntilFits(IReadOnlyList<(long, long)> taken, long now, long cost) => Search(wait => Fits(taken, now + wait, cost), 100 * Spec.Window);

    // The smallest number for which something holds that holds for all greater ones.
    private static long Search(Func<long, bool> holds, long most)
    {
        var (low, high) = (0L, most);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = holds(middle) ? (low, middle) : (middle + 1, high);
        }

        return low;
    }
}

/// <summary>Each request is paid at even distances; a client may be as far ahead as its burst.</summary>
internal sealed class GcraOracle(LimitSpec spec) : Oracle(spec)
{
    private BigInteger Interval => (Spec.Window + Spec.Limit - 1) / Spec.Limit;

    protected override bool Fits(IReadOnlyList<(long At, long Cost)> taken, long now, long cost) =>
        BigInteger.Max(PaidAt(taken), now) + (cost * Interval) - (Spec.Burst * Interval) <= now;

    protected override long UntilFull(IReadOnlyList<(long At, long Cost)> taken, long now) => (long)(PaidAt(taken) - now);

    protected override long Effective(IReadOnlyList<(long At, long Cost)> taken, long now) => now;

    private BigInteger PaidAt(IReadOnlyList<(long At, long Cost)> taken) =>
        taken.Aggregate(BigInteger.Zero, (paid, one) => BigInteger.Max(paid, one.At) + (one.Cost * Interval));
}

/// <summary>This window's requests and a part of the last one's, as a fraction that is never rounded.</summary>
internal sealed class SlidingWindowOracle(LimitSpec spec) : Oracle(spec)
{
    protected override bool Fits(IReadOnlyList<(long At, long Cost)> taken, long now, long cost)
    {
        now = Effective(taken, now);
        var window = now / Spec.Window;
        BigInteger current = taken.Where(one => one.At / Spec.Window == window).Sum(one => one.Cost);
        BigInteger previous = taken.Where(one => one.At / Spec.Window == window - 1).Sum(one => one.Cost);
        var elapsed = now - (window * Spec.Window);
        return (previous * (Spec.Window - elapsed)) + ((current + cost) * Spec.Window) <= (BigInteger)Spec.Limit * Spec.Window;
    }

    protected override long UntilFull(IReadOnlyList<(long At, long Cost)> taken, long now)
    {
        var from = Effective(taken, now);
        return from - now + Spec.Window - (from % Spec.Window);
    }

    protected override long Effective(IReadOnlyList<(long At, long Cost)> taken, long now) =>
        taken.Count == 0 ? now : Math.Max(now, taken.Max(one => one.At / Spec.Window) * Spec.Window);
}
