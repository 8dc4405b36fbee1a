using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Seaworthy.Caching;

/// <summary>
/// What this process keeps: entries by key, within a bound of bytes. A hit takes no lock and allocates nothing: one probe of a
/// dictionary, one look at each tag, one byte that says the entry was wanted. Everything that changes takes one lock.
/// </summary>
/// <remarks>
/// At the bound the entries go that <see cref="Eviction"/> thinks least of; one that takes more than a sixteenth of the bound is
/// not kept at all. Entries that have expired or died by a tag stay until their key is stored again or room is needed; when
/// the eviction meets them, they go.
/// </remarks>
internal sealed class FirstLevel
{
    private const int LargestShare = 16;

    private readonly ConcurrentDictionary<string, CacheEntry> _entries = new(concurrencyLevel: 1, capacity: 31, StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, CacheEntry>.AlternateLookup<ReadOnlySpan<char>> _bySpan;
    private readonly Lock _change = new(); // guards every change of _entries, _eviction and _ended
    private readonly Eviction _eviction;
    private readonly KeyFences _fences = new();
    private readonly long[] _ended = new long[Enum.GetValues<EntryEnd>().Length];

    private readonly TagTrust? _shared;

    /// <param name="maxBytes">The bound.</param>
    /// <param name="shared">How far entries may be believed where other processes write too; null where this one is alone.</param>
    public FirstLevel(long maxBytes, TagTrust? shared = null)
    {
        (MaxBytes, _shared) = (maxBytes, shared);
        _eviction = new(maxBytes);
        _bySpan = _entries.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The bound.</summary>
    public long MaxBytes { get; }

    /// <summary>What all entries take, with their keys, their tags and the dictionary; never more than the bound.</summary>
    public long Bytes => _eviction.Bytes;

    public int Count => _eviction.Count;

    /// <summary>The entry of <paramref name="key"/>, when it is fresh at <paramref name="now"/> and none of its tags was invalidated.</summary>
    public bool TryGet(string key, long now, [NotNullWhen(true)] out CacheEntry? entry) =>
        _entries.TryGetValue(key, out entry) && IsHit(entry, now);

    /// <summary>The same by characters, for a key that is put together on the stack.</summary>
    public bool TryGet(ReadOnlySpan<char> key, long now, [NotNullWhen(true)] out CacheEntry? entry) =>
        _bySpan.TryGetValue(key, out entry) && IsHit(entry, now);

    /// <summary>
    /// An entry that may stand in when its value cannot be made anew: past its freshness, never past a tag's invalidation.
    /// </summary>
    public bool TryGetStale(string key, long now, [NotNullWhen(true)] out CacheEntry? entry) =>
        _entries.TryGetValue(key, out entry) && now < entry.Times.KeptUntil && entry.IsServed(_shared, now);

    /// <summary>Read before the value of <paramref name="key"/> is made, for <see cref="TryFill"/>.</summary>
    public long Fence(string key) => _fences.Of(key);

    /// <summary>Stores what was just made, unless its key was set or removed, or a tag invalidated, since its making began.</summary>
    /// <param name="entry">A new entry.</param>
    /// <param name="fence">From before its making.</param>
    /// <param name="now">The clock.</param>
    public bool TryFill(CacheEntry entry, long fence, long now)
    {
        lock (_change)
        {
            return _fences.Of(entry.Key) == fence && Store(entry, now);
        }
    }

    /// <summary>Stores what somebody says the value is now; values that are being made for the key are not stored any more.</summary>
    /// <returns>False when it is too large, over already, or one of its tags was invalidated.</returns>
    public bool Set(CacheEntry entry, long now)
    {
        lock (_change)
        {
            _fences.Move(entry.Key);
            return Store(entry, now);
        }
    }

    /// <summary>Removes the key; values that are being made for it are not stored any more.</summary>
    public bool Remove(string key)
    {
        lock (_change)
        {
            _fences.Move(key);
            if (!_entries.TryRemove(key, out var entry))
            {
                return false;
            }

            Leave(entry, EntryEnd.Removed);
            return true;
        }
    }

    /// <summary>Removes everything; values that are being made are not stored any more.</summary>
    public void Clear()
    {
        lock (_change)
        {
            _fences.MoveAll();
            foreach (var (key, entry) in _entries)
            {
                _entries.TryRemove(key, out _);
                Leave(entry, EntryEnd.Removed);
            }
        }
    }

    /// <summary>How many entries have left for this reason.</summary>
    public long Ended(EntryEnd reason) => Volatile.Read(ref _ended[(int)reason]);

    private bool IsHit(CacheEntry entry, long now)
    {
        if (now >= entry.Times.FreshUntil || !entry.IsServed(_shared, now))
        {
            return false;
        }

        entry.Touch();
        return true;
    }

    private bool Store(CacheEntry entry, long now)
    {
        var isEstablished = false;
        if (_entries.TryGetValue(entry.Key, out var before))
        {
            isEstablished = _eviction.IsEstablished(before);
            Leave(before, EntryEnd.Replaced);
        }

        if (!entry.IsAlive || now >= entry.Times.FreshUntil || entry.Bytes > MaxBytes / LargestShare)
        {
            // What was there is no longer what the key stands for.
            _entries.TryRemove(entry.Key, out _);
            return false;
        }

        while (_eviction.Next(entry, now) is { } victim)
        {
            _entries.TryRemove(victim.Key, out _);
            Leave(victim, !victim.IsAlive ? EntryEnd.Invalidated : now >= victim.Times.FreshUntil ? EntryEnd.Expired : EntryEnd.Capacity);
        }

        // In one step from the old value to the new: who reads meanwhile misses neither.
        _eviction.Add(entry, isEstablished);
        _entries[entry.Key] = entry;
        entry.Tags.Enter();
        return true;
    }

    private void Leave(CacheEntry entry, EntryEnd reason)
    {
        entry.Queue!.Remove(entry);
        entry.Tags.Leave();
        _ended[(int)reason]++;
    }
}
