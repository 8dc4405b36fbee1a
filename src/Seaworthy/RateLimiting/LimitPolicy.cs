using System.Globalization;
using System.Text;

namespace Seaworthy.RateLimiting;

/// <summary>A limit as requests meet it: whole numbers, made once from its text. Time is counted in microseconds.</summary>
internal sealed class LimitPolicy
{
    // Told apart from the policy's own clients: those of its share, and those of whom something is known.
    private static readonly LimitId ShareSeed = new(0x5348_4152_4500_0001, 0x5348_4152_4500_0002);
    private LimitPolicy? _share;
    private LimitFields? _fields;

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

        // Rounded up: no limit is exceeded by rounding.
        Interval = (spec.Window + spec.Limit - 1) / spec.Limit;
        Tolerance = Interval * spec.Burst;
        Key = Encoding.UTF8.GetBytes($"limit:{counts.Service}:{name}:{Numbers(spec)}:");
        Known = spec.Algorithm == LimitAlgorithm.Gcra ? this : new(name, new(1_000_000, 1_000_000) { Burst = 1 }, seed, counts);
    }

    public string Name { get; }

    public LimitSpec Spec { get; }

    public LimitId Seed { get; }

    public LimitCounts Counts { get; }

    /// <summary>Its header fields.</summary>
    public LimitFields Fields => _fields ??= new(this);

    /// <summary>What it does while Redis does not answer.</summary>
    public LimitWhenAway WhenAway { get; init; }

    /// <summary>Processes that share it.</summary>
    public int Nodes { get; init; } = 1;

    /// <summary>What all its clients' keys in Redis begin with.</summary>
    public ReadOnlyMemory<byte> Key { get; }

    /// <summary>The part of it that a process allows by itself.</summary>
    public LimitPolicy Share => _share ??= new(
        Name,
        Spec with { Limit = Math.Max(1, Spec.Limit / Nodes), Burst = Math.Max(1, Spec.Burst / Nodes) },
        new(Seed.Low ^ ShareSeed.Low, Seed.High ^ ShareSeed.High),
        Counts);

    /// <summary>
    /// How it is kept that nothing is left to a client: by its own state, or for a sliding window as one that refuses everything until a
    /// moment.
    /// </summary>
    public LimitPolicy Known { get; }

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

    private static string Numbers(LimitSpec spec) => string.Create(CultureInfo.InvariantCulture, $"{spec.Limit}/{spec.Window / 1_000_000}")
        + (spec.Burst == spec.Limit ? "" : string.Create(CultureInfo.InvariantCulture, $"b{spec.Burst}"))
        + (spec.Algorithm == LimitAlgorithm.SlidingWindow ? "s" : "");

    /// <summary>Gives back what was taken at <paramref name="now"/> for a request that another limit then refused.</summary>
    public ulong GiveBack(ulong state, long now, long cost) => Spec.Algorithm == LimitAlgorithm.Gcra
        ? Gcra.GiveBack(this, state, cost)
        : SlidingWindow.GiveBack(this, state, now, cost);
}
