using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Seaworthy.Caching;

/// <summary>Tags by name, within a bound. Anybody may look; only <see cref="CacheTags"/> changes it, under its lock.</summary>
internal sealed class TagTable(int max)
{
    private readonly ConcurrentDictionary<string, CacheTag> _tags = new(concurrencyLevel: 1, capacity: 31, StringComparer.Ordinal);
    private int _count;

    /// <summary>What a tag that was dropped is captured as.</summary>
    public static TagGeneration Dead { get; } = MakeDead();

    public int Count => Volatile.Read(ref _count);

    /// <summary>No tag that was dropped had been invalidated later than this.</summary>
    public long Forgotten { get; private set; }

    public bool TryGet(string name, [NotNullWhen(true)] out CacheTag? tag) => _tags.TryGetValue(name, out tag);

    public bool TryGet(ReadOnlySpan<char> name, [NotNullWhen(true)] out CacheTag? tag) =>
        _tags.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out tag);

    public CacheTag Add(string name, TagGeneration first)
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
        Forgotten = Math.Max(Forgotten, tag.Current.BornAt);
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
