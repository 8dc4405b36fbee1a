namespace Seaworthy.Caching;

/// <summary>
/// The life of a tag between two invalidations. Entries hold the generations they were made under, so an invalidation is one
/// write, however many entries there are, and a hit asks each of its tags with one load.
/// </summary>
internal sealed class TagGeneration(long bornAt)
{
    private volatile bool _isDead;
    private int _entries;

    /// <summary>The moment of the invalidation that began it (see <see cref="CacheTags.Moment"/>).</summary>
    public long BornAt => bornAt;

    public bool IsDead => _isDead;

    /// <summary>How many entries in the first level were made under it; expired ones that nobody has met yet count.</summary>
    public int Entries => Volatile.Read(ref _entries);

    /// <summary>From when this returns, nothing made under it is served.</summary>
    public void Kill() => _isDead = true;

    public void Enter() => Interlocked.Increment(ref _entries);

    public void Leave() => Interlocked.Decrement(ref _entries);
}
