namespace Seaworthy.RateLimiting;

/// <summary>The numbers of a limit, as somebody wrote them.</summary>
/// <param name="Limit">Requests per window.</param>
/// <param name="Window">Microseconds.</param>
internal sealed record LimitSpec(long Limit, long Window)
{
    /// <summary>Requests that may come at once; the limit where nobody says.</summary>
    public long Burst { get; init; } = Limit;

    public LimitSubject Per { get; init; } = LimitSubject.Address;

    public LimitAlgorithm Algorithm { get; init; } = LimitAlgorithm.Gcra;

    /// <summary>What it does while Redis does not answer; null where only the settings say so.</summary>
    public LimitWhenAway? WhenAway { get; init; }

    /// <summary>Counts what it would have refused, and refuses nothing.</summary>
    public bool IsShadow { get; init; }
}
