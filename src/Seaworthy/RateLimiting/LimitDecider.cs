namespace Seaworthy.RateLimiting;

/// <summary>Who decided about a request.</summary>
internal enum LimitDecider
{
    /// <summary>This process, whose limits are its own.</summary>
    Process,

    /// <summary>Redis.</summary>
    Redis,

    /// <summary>This process, by what Redis had said of the same client before.</summary>
    Known,

    /// <summary>This process, because Redis did not answer.</summary>
    Away,
}
