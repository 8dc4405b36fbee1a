namespace Seaworthy.RateLimiting;

/// <summary>Where it is counted what clients have used.</summary>
public enum LimitStore
{
    /// <summary>In each process by itself: several of them each allow the whole limit.</summary>
    Process,

    /// <summary>In Redis, for all processes together.</summary>
    Redis,
}
