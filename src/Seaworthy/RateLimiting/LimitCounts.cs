namespace Seaworthy.RateLimiting;

/// <summary>How often a policy of a service decided what; outlives changes of its numbers.</summary>
internal sealed class LimitCounts(string service, string policy)
{
    private long _allowed;
    private long _refused;
    private long _shadow;
    private long _told = long.MinValue;
    private long _toldShadow;

    public string Service => service;

    public string Policy => policy;

    public long Allowed => Interlocked.Read(ref _allowed);

    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>Let through, though the limit would have refused.</summary>
    public long Shadow => Interlocked.Read(ref _shadow);

    public void Allow() => Interlocked.Increment(ref _allowed);

    public void Refuse() => Interlocked.Increment(ref _refused);

    public void Watch() => Interlocked.Increment(ref _shadow);

    /// <summary>How many were let through since they were told last; 0 within a minute of that.</summary>
    public long UntoldShadow(long now)
    {
        const long Minute = 60_000_000;
        var told = Interlocked.Read(ref _told);
        if ((told != long.MinValue && now - told < Minute) || Interlocked.CompareExchange(ref _told, now, told) != told)
        {
            return 0;
        }

        var shadow = Shadow;
        return shadow - Interlocked.Exchange(ref _toldShadow, shadow);
    }
}
