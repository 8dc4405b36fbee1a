namespace Seaworthy.RateLimiting;

/// <summary>One limit that the requests of an endpoint are held to.</summary>
/// <param name="Policy">Which.</param>
/// <param name="Cost">What a request costs there.</param>
/// <param name="All">Who is counted where all callers are counted together; null where each is.</param>
internal sealed record LimitCharge(LimitPolicy Policy, long Cost, LimitId? All = null);
