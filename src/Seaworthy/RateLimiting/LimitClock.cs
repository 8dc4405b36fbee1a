namespace Seaworthy.RateLimiting;

/// <summary>
/// Microseconds since the host began. Asked when a limit decides: by the moment at which the request began, one that waited
/// long since then (a cold start is enough) would be refused for those who began later and were counted before it.
/// </summary>
internal sealed class LimitClock(TimeProvider time)
{
    private const long PerSecond = 1_000_000;
    private readonly long _origin = time.GetTimestamp();
    private readonly long _ticks = time.TimestampFrequency % PerSecond == 0 ? time.TimestampFrequency / PerSecond : 0;

    public long Now
    {
        get
        {
            var since = Math.Max(0, time.GetTimestamp() - _origin);
            return _ticks > 0 ? since / _ticks : (long)((Int128)since * PerSecond / time.TimestampFrequency);
        }
    }
}
