namespace Seaworthy.Caching.Shared;

/// <summary>
/// Redis' milliseconds, as far as this process knows them: from its last script on by its own clock. Entries say by them until when
/// they are fresh, so the clocks of processes may differ. What is invalid is never decided by a clock.
/// </summary>
internal sealed class SharedClock(CacheClock clock)
{
    private long _ahead;

    public void Heard(long redis) => Volatile.Write(ref _ahead, redis - clock.Now);

    public long ToRedis(long local) => local + Volatile.Read(ref _ahead);

    public long ToLocal(long redis) => redis - Volatile.Read(ref _ahead);
}
