namespace Seaworthy.RateLimiting;

/// <summary>
/// Who is counted, as 128 bits of a keyed hash: two clients with one are as good as impossible, and nobody outside can look
/// for such a pair. The client itself is not kept.
/// </summary>
internal readonly record struct LimitId(ulong Low, ulong High)
{
    /// <summary>The client under a policy. Both are evenly distributed already, so that nothing need be hashed again. Twice under the same one is the client alone.</summary>
    public LimitId Under(LimitPolicy policy) => new(Low ^ policy.Seed.Low, High ^ policy.Seed.High);
}
