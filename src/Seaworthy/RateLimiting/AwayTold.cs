using Microsoft.Extensions.Logging;
using Seaworthy.Redis.Connection;

namespace Seaworthy.RateLimiting;

/// <summary>Tells the log that limits are decided without Redis, and that they are not any more; not oftener than once a minute.</summary>
internal sealed class AwayTold(RedisConnection redis, LimitClock clock, ILogger<AwayTold> log)
{
    private const long Pause = 60_000_000;
    private int _isAway;
    private int _isTold;
    private long _toldAt = -Pause;

    public void Away()
    {
        if (Volatile.Read(ref _isAway) == 1 || Interlocked.Exchange(ref _isAway, 1) == 1)
        {
            return;
        }

        var now = clock.Now;
        if (now - Interlocked.Read(ref _toldAt) >= Pause)
        {
            Interlocked.Exchange(ref _toldAt, now);
            Volatile.Write(ref _isTold, 1);
            Log.Away(log, redis.IsResponsive ? "no answer in time" : redis.LastFailure?.Message ?? "not connected yet");
        }
    }

    public void Back()
    {
        if (Volatile.Read(ref _isAway) == 1 && Interlocked.Exchange(ref _isAway, 0) == 1 && Interlocked.Exchange(ref _isTold, 0) == 1)
        {
            Log.Back(log);
        }
    }
}
