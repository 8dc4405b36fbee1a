namespace Seaworthy.Jobs;

/// <summary>
/// How long a job waits before it is tried again: twice as long after each attempt, and never all at once: of the time a half is certain and a half
/// is drawn.
/// </summary>
/// <param name="First">After the first attempt.</param>
/// <param name="Most">However often it was tried.</param>
public sealed record RetryDelay(TimeSpan First, TimeSpan Most)
{
    /// <summary>One second, then two, four, and so on up to an hour.</summary>
    public static RetryDelay Default { get; } = new(TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));

    /// <summary>The wait after attempt <paramref name="attempt"/>, the first being 1.</summary>
    /// <param name="attempt">How often it was tried.</param>
    /// <param name="drawn">How much of the half that is drawn, from 0 to 1.</param>
    internal TimeSpan After(int attempt, double drawn)
    {
        var whole = Math.Min(First.TotalMilliseconds * Math.Pow(2, Math.Min(attempt - 1, 60)), Most.TotalMilliseconds);
        return TimeSpan.FromMilliseconds((whole / 2) + (drawn * whole / 2));
    }
}
