namespace Seaworthy.RateLimiting;

/// <summary>What a shared limit does while Redis does not answer.</summary>
public enum LimitWhenAway
{
    /// <summary>Each process allows its part: the limit divided by <see cref="RateLimitingOptions.Nodes"/>, counted by itself.</summary>
    Share,

    /// <summary>Everybody is let through, and nothing is counted.</summary>
    Open,

    /// <summary>Nobody is let through: 429, to be tried again in a second.</summary>
    Closed,
}
