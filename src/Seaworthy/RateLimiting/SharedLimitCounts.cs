namespace Seaworthy.RateLimiting;

/// <summary>Who decided how often about shared limits, and what it took.</summary>
internal sealed class SharedLimitCounts
{
    private long _asked;
    private long _known;
    private long _away;
    private long _calls;

    /// <summary>Decided by Redis.</summary>
    public long ByRedis => Interlocked.Read(ref _asked);

    /// <summary>Refused without asking, because Redis had said so before.</summary>
    public long ByKnown => Interlocked.Read(ref _known);

    /// <summary>Decided without Redis, because it did not answer.</summary>
    public long ByAway => Interlocked.Read(ref _away);

    /// <summary>Calls to Redis.</summary>
    public long Calls => Interlocked.Read(ref _calls);

    public void Answered(int decisions) => Interlocked.Add(ref _asked, decisions);

    public void Known() => Interlocked.Increment(ref _known);

    public void Away() => Interlocked.Increment(ref _away);

    public void Call() => Interlocked.Increment(ref _calls);
}
