namespace Seaworthy.RateLimiting;

/// <summary>How a limit counts.</summary>
internal enum LimitAlgorithm
{
    /// <summary>Requests at even distances, with a burst (GCRA): one number per client, see <see cref="RateLimiting.Gcra"/>.</summary>
    Gcra,

    /// <summary>Two counters whose window slides, see <see cref="RateLimiting.SlidingWindow"/>.</summary>
    SlidingWindow,
}
