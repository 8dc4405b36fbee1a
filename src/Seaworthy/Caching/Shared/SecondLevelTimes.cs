namespace Seaworthy.Caching.Shared;

/// <summary>How long the second level may take, and how long things stay there.</summary>
/// <param name="Call">What one call of a request may take; then the second level is closed.</param>
/// <param name="LongestPause">What lies between two attempts to connect at the most.</param>
internal sealed record SecondLevelTimes(TimeSpan Call, TimeSpan LongestPause)
{
    /// <summary>Milliseconds that tags stay after their last change. One that goes takes along what stands under it, on every level.</summary>
    public const long TagMs = 25 * 60 * 60 * 1000;

    /// <summary>Milliseconds that entries stay at the most.</summary>
    public const long MostMs = 24 * 60 * 60 * 1000;

    /// <summary>Milliseconds that a key's last setting or removal is known: longer than a value takes to make.</summary>
    public const long FenceMs = 10 * 60 * 1000;

    /// <summary>Milliseconds that one process has to make a value before another one does: the longest wait for one that has died.</summary>
    public const int TurnMs = 1000;

    /// <summary>
    /// How often Redis is written to where there is nothing else to write: a process that only reads must notice within half a second that others cannot tell what they change.
    /// </summary>
    public const int ProveMs = 200;

    /// <summary>Milliseconds that what is written for that stays: nobody reads it.</summary>
    public const int ProofMs = 10_000;

    private static readonly TimeSpan LeastPatience = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// What is waited after a connection was lost before the first level is relied on again, and after Redis was away before what it
    /// holds is: others may have been cut off, too, and have told nobody yet what they changed meanwhile.
    /// </summary>
    public TimeSpan Grace => LongestPause + TimeSpan.FromMilliseconds(50);

    /// <summary>What a call of the background may take, never less than a request's: there nobody waits.</summary>
    public TimeSpan Patient { get; } = Call > LeastPatience ? Call : LeastPatience;
}
