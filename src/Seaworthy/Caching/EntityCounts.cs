namespace Seaworthy.Caching;

/// <summary>What happened to one entity's values: the kind that stands before the first colon of a key.</summary>
internal sealed class EntityCounts(string entity)
{
    private const long QuietMs = 10_000;

    private readonly HitCount _hits = new();
    private long _misses;
    private long _stale;
    private long _warnedAt = long.MinValue;

    public string Entity => entity;

    public long Hits => _hits.Read();

    public long Misses => Interlocked.Read(ref _misses);

    public long Stale => Interlocked.Read(ref _stale);

    public void Hit() => _hits.Add();

    public void Miss() => Interlocked.Increment(ref _misses);

    public void StandIn() => Interlocked.Increment(ref _stale);

    /// <summary>Once in ten seconds: a source that fails is told, not told again for each of its keys.</summary>
    public bool MayWarn(long now)
    {
        var last = Interlocked.Read(ref _warnedAt);
        return (last == long.MinValue || now - last >= QuietMs) && Interlocked.CompareExchange(ref _warnedAt, now, last) == last;
    }
}
