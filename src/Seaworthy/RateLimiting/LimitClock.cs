namespace Seaworthy.RateLimiting;

/// <summary>Microseconds since the host began, made from a time stamp that somebody has already taken.</summary>
internal sealed class LimitClock(TimeProvider time)
{
    private const long PerSecond = 1_000_000;
    private readonly long _origin = time.GetTimestamp();
    private readonly long _ticks = time.TimestampFrequency % PerSecond == 0 ? time.TimestampFrequency / PerSecond : 0;

    public long Of(long timestamp)
    {
        var since = Math.Max(0, timestamp - _origin);
        return _ticks > 0 ? since / _ticks : (long)((Int128)since * PerSecond / time.TimestampFrequency);
    }
}
