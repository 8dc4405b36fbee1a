namespace Seaworthy.Caching.Responses;

/// <summary>What became of one endpoint's requests.</summary>
internal sealed class RecallCounts
{
    private readonly HitCount _hits = new();
    private long _notModified;
    private long _joined;
    private long _misses;
    private long _passed;
    private long _warned;

    public long Hits => _hits.Read();

    public long NotModified => Interlocked.Read(ref _notModified);

    public long Joined => Interlocked.Read(ref _joined);

    public long Misses => Interlocked.Read(ref _misses);

    public long Passed => Interlocked.Read(ref _passed);

    /// <summary>The part of the requests for kept answers that found one; 0 before there are any.</summary>
    public double HitRatio
    {
        get
        {
            var found = Hits + Joined;
            return found == 0 ? 0 : found / (double)(found + Misses);
        }
    }

    public void Hit() => _hits.Add();

    public void Revalidated() => Interlocked.Increment(ref _notModified);

    public void Join() => Interlocked.Increment(ref _joined);

    public void Miss() => Interlocked.Increment(ref _misses);

    public void Pass() => Interlocked.Increment(ref _passed);

    /// <summary>True once: an endpoint whose answers cannot be kept is told, not told again for each of them.</summary>
    public bool MayWarn() => Interlocked.Exchange(ref _warned, 1) == 0;
}
