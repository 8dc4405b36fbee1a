using System.Collections.Concurrent;

namespace Seaworthy.Caching;

/// <summary>Counts by entity. At most so many entities: a key that somebody makes up is not a label; the rest is one.</summary>
internal sealed class CacheCounts
{
    private const int MostEntities = 200;
    private const string Rest = "other";

    private readonly ConcurrentDictionary<string, EntityCounts> _byEntity = new(StringComparer.Ordinal);
    private readonly Lock _growth = new(); // guards the decision whether one more entity fits
    private long _invalidations;
    private long _invalidated;

    public IEnumerable<EntityCounts> All => _byEntity.Values;

    public long Invalidations => Interlocked.Read(ref _invalidations);

    public long Invalidated => Interlocked.Read(ref _invalidated);

    public EntityCounts Of(ReadOnlySpan<char> key)
    {
        var entity = TtlTable.EntityOf(key);
        return _byEntity.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(entity, out var known) ? known : Grow(entity.ToString());
    }

    public void Invalidate(int entries)
    {
        Interlocked.Increment(ref _invalidations);
        Interlocked.Add(ref _invalidated, entries);
    }

    private EntityCounts Grow(string entity)
    {
        lock (_growth)
        {
            return _byEntity.GetOrAdd(_byEntity.Count < MostEntities ? entity : Rest, name => new EntityCounts(name));
        }
    }
}
