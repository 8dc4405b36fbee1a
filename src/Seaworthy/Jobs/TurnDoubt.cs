namespace Seaworthy.Jobs;

/// <summary>
/// Whether the store may know of jobs that this process has and has not heard of: after an exchange whose end nobody heard. It may have its effect after the store was asked
/// what it had: what was sent over a link that carried nothing comes to the store long after nobody waits for it any more.
/// </summary>
internal sealed class TurnDoubt(TimeSpan poll, TimeProvider time)
{
    // For as long as operating systems try to send, a quarter of an hour and more.
    private static readonly TimeSpan MayStillCome = TimeSpan.FromMinutes(30);
    private long? _unsureAt;
    private long _asked;

    /// <summary>Whether an exchange is under way, or its end was not heard, and the store was not asked since.</summary>
    public bool IsUnsure { get; private set; }

    /// <summary>Whether the store is to be asked before the next exchange.</summary>
    public bool WantsAnswer => IsUnsure || (_unsureAt is { } since && time.GetElapsedTime(since) < MayStillCome && time.GetElapsedTime(_asked) >= poll);

    public void Begin() => IsUnsure = true;

    public void Heard() => IsUnsure = false;

    /// <summary>The store has said what this process has.</summary>
    public void Answered()
    {
        _asked = time.GetTimestamp();
        (_unsureAt, IsUnsure) = (IsUnsure ? _asked : _unsureAt, false);
    }
}
