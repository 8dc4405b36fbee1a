using System.Collections.Concurrent;

namespace Seaworthy.Caching;

/// <summary>
/// The tags of one host. Whoever makes a value reads <see cref="Moment"/> first, makes it, and then captures the tags it turned
/// out to depend on <em>as of that moment</em>: a tag that was invalidated in between captures dead, and the value is not kept.
/// So a late fill is never served after an invalidation, and tags may be named when the value is known.
/// </summary>
/// <remarks>
/// At most <paramref name="max"/> tags: at the bound those without entries go, and when that is not enough others go with their
/// entries. A tag that goes takes its generation along, so nothing made under it lives on unwatched.
/// </remarks>
internal sealed class CacheTags(int max)
{
    private static readonly TagGeneration Dead = MakeDead();

    private readonly ConcurrentDictionary<string, CacheTag> _tags = new(concurrencyLevel: 1, capacity: 31, StringComparer.Ordinal);
    private readonly Lock _change = new(); // guards every change of _tags and of a tag, _count and _forgotten; readers take none
    private long _moment;
    private long _forgotten; // no tag that was dropped had been invalidated later than this
    private int _count;

    /// <summary>How many invalidations there have been. Read before a value is made.</summary>
    public long Moment => Volatile.Read(ref _moment);

    public int Count => Volatile.Read(ref _count);

    /// <summary>
    /// The tags <paramref name="names"/> of a value whose making began at <paramref name="moment"/>; not alive when one was
    /// invalidated since.
    /// </summary>
    public TagCapture Capture(ReadOnlySpan<string> names, long moment)
    {
        if (names.IsEmpty)
        {
            return default;
        }

        var captured = new TagGeneration[names.Length];
        for (var i = 0; i < captured.Length; i++)
        {
            var current = (_tags.TryGetValue(names[i], out var tag) ? tag : Add(names[i])).Current;
            captured[i] = current.BornAt <= moment ? current : Dead;
        }

        return new(captured);
    }

    /// <summary>
    /// Kills every entry under <paramref name="name"/>, and every value that is being made: when this returns, none of them is
    /// served. Takes the same time however many there are.
    /// </summary>
    /// <returns>
    /// How many entries were killed. An entry that has expired, or died by another of its tags, counts until it is evicted or
    /// replaced; one that is stored at this very moment may be missed by the count, though not by the invalidation.
    /// </returns>
    public int Invalidate(string name)
    {
        lock (_change)
        {
            var next = new TagGeneration(_moment + 1);
            Volatile.Write(ref _moment, next.BornAt);
            if (!_tags.TryGetValue(name, out var tag))
            {
                // Nobody has captured it, but somebody may be about to, for a value begun before this moment.
                Add(name, next);
                return 0;
            }

            var last = tag.Current;
            tag.Renew(next);
            return last.Entries;
        }
    }

    private CacheTag Add(string name)
    {
        lock (_change)
        {
            return _tags.TryGetValue(name, out var tag) ? tag : Add(name, new TagGeneration(_forgotten));
        }
    }

    private CacheTag Add(string name, TagGeneration first)
    {
        if (_count >= max)
        {
            MakeRoom();
        }

        var tag = new CacheTag(name, first);
        _tags[name] = tag;
        _count++;
        return tag;
    }

    // An eighth at a time, so that a tag pays for looking at eight.
    private void MakeRoom()
    {
        var most = max - (max / 8) - 1;
        foreach (var (_, tag) in _tags)
        {
            if (_count > most && tag.Current.Entries == 0)
            {
                Drop(tag);
            }
        }

        foreach (var (_, tag) in _tags)
        {
            if (_count > most)
            {
                Drop(tag);
            }
        }
    }

    private void Drop(CacheTag tag)
    {
        _tags.TryRemove(tag.Name, out _);
        _count--;
        _forgotten = Math.Max(_forgotten, tag.Current.BornAt);
        // Somebody may hold the tag and capture it only now: what is captured from it must be dead.
        tag.Renew(Dead);
    }

    private static TagGeneration MakeDead()
    {
        var dead = new TagGeneration(long.MinValue);
        dead.Kill();
        return dead;
    }
}
