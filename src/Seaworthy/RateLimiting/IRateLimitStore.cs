namespace Seaworthy.RateLimiting;

/// <summary>Knows what clients have used, and decides.</summary>
internal interface IRateLimitStore
{
    /// <summary>
    /// Decides all limits of <paramref name="decision"/> together: takes the cost from each of them, or from none when one
    /// refuses. A limit that is only watched never refuses; where it does not fit, nothing is taken from it.
    /// </summary>
    /// <remarks>Without a token: to ask a request for its own makes the timer of its deadline. A store bounds its own time.</remarks>
    ValueTask DecideAsync(LimitDecision decision);
}
