using Seaworthy.Redis.Commands;

namespace Seaworthy.Caching.Shared;

/// <summary>What the second level has for a key, and how its tags stood at that moment: what is made next is stored only while they stand so.</summary>
/// <param name="tags">How many.</param>
internal sealed class SharedSearch(int tags) : IValueReceiver
{
    private readonly TagStamp[] _stamps = new TagStamp[tags];
    private byte[] _text = [];

    /// <summary>The key's own last setting or removal; empty when there was none.</summary>
    public ReadOnlyMemory<byte> Fence { get; private set; }

    /// <summary>In the order in which they were asked for.</summary>
    public ReadOnlySpan<TagStamp> Stamps => _stamps;

    /// <summary>Whether somebody is about to change what it stands for.</summary>
    public bool IsInDoubt { get; private set; }

    /// <summary>The entry, when it was stored under the versions that the tags have now; it may be over.</summary>
    public SharedEntry? Entry { get; private set; }

    /// <summary>Of the connection over which it was received.</summary>
    public long Generation { get; private set; }

    public void Receive(RedisValues values, long generation)
    {
        Generation = generation;
        values.Read(out var entry);
        _text = entry.ToArray();
        values.Read(out var fence);
        Fence = fence.ToArray();
        foreach (ref var stamp in _stamps.AsSpan())
        {
            values.Read(out var text);
            stamp = TagStamp.From(text);
            IsInDoubt |= stamp.IsInDoubt;
        }
    }

    /// <summary>Looks at what was received; not on the loop that reads.</summary>
    public void Look(ulong shape)
    {
        var rest = _text.AsMemory();
        for (var i = 0; i < _stamps.Length; i++)
        {
            var version = _stamps[i].Version.Span;
            var end = i + 1 == _stamps.Length ? (byte)'\n' : (byte)' ';
            if (IsInDoubt || version.IsEmpty || rest.Length <= version.Length || !rest.Span.StartsWith(version) || rest.Span[version.Length] != end)
            {
                return;
            }

            rest = rest[(version.Length + 1)..];
        }

        Entry = SharedEntry.From(rest) is { } entry && entry.Shape == shape ? entry : null;
    }
}
