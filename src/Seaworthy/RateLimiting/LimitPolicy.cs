namespace Seaworthy.RateLimiting;

/// <summary>A limit as requests meet it: whole numbers, made once from its text. Time is counted in microseconds.</summary>
internal sealed class LimitPolicy
{
    /// <param name="name">Its name in headers and metrics.</param>
    /// <param name="spec">Its numbers.</param>
    /// <param name="seed">Tells its clients from those of all others; changed numbers have another, and begin anew for everybody.</param>
    /// <param name="counts">Where its decisions are counted.</param>
    public LimitPolicy(string name, LimitSpec spec, LimitId seed, LimitCounts counts)
    {
        Name = name;
        Spec = spec;
        Seed = seed;
        Counts = counts;
        Fields = new LimitFields(this);

        // Rounded up: no limit is exceeded by rounding.
        Interval = (spec.Window + spec.Limit - 1) / spec.Limit;
        Tolerance = Interval * spec.Burst;
    }

    public string Name { get; }

    public LimitSpec Spec { get; }

    public LimitId Seed { get; }

    public LimitCounts Counts { get; }

    /// <summary>Its header fields.</summary>
    public LimitFields Fields { get; }

    public long Limit => Spec.Limit;

    public long Window => Spec.Window;

    /// <summary>Time that one request is worth.</summary>
    public long Interval { get; }

    /// <summary>How far ahead of time a client may be: its burst.</summary>
    public long Tolerance { get; }

    /// <summary>The most that one request may cost.</summary>
    public long MostCost => Spec.Algorithm == LimitAlgorithm.Gcra ? Spec.Burst : Spec.Limit;

    /// <summary>What happens to a client whose state is <paramref name="state"/>; 0 is one who was never seen.</summary>
    public LimitReading Take(ulong state, long now, long cost, out ulong next) => Spec.Algorithm == LimitAlgorithm.Gcra
        ? Gcra.Take(this, state, now, cost, out next)
        : SlidingWindow.Take(this, state, now, cost, out next);

    /// <summary>Gives back what was taken at <paramref name="now"/> for a request that another limit then refused.</summary>
    public ulong GiveBack(ulong state, long now, long cost) => Spec.Algorithm == LimitAlgorithm.Gcra
        ? Gcra.GiveBack(this, state, cost)
        : SlidingWindow.GiveBack(this, state, now, cost);
}
