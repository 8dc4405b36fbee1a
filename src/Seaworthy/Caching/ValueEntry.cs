using System.Buffers;
using Microsoft.Extensions.Caching.Hybrid;

namespace Seaworthy.Caching;

/// <summary>A value of the data cache: itself when nobody can change it, else its bytes, of which every reader gets a copy.</summary>
internal sealed class ValueEntry<T> : CacheEntry
{
    private readonly T _value;
    private readonly byte[]? _bytes;
    private readonly IHybridCacheSerializer<T>? _serializer;
    private readonly long _size;

    private ValueEntry(string key, T value, byte[]? bytes, IHybridCacheSerializer<T>? serializer, long size, CacheTimes times, TagCapture tags, EntityCounts counts)
        : base(key, size, times, tags) => (_value, _bytes, _serializer, _size, Counts) = (value, bytes, serializer, size, counts);

    public EntityCounts Counts { get; }

    public T Value => _bytes is null ? _value : _serializer!.Deserialize(new ReadOnlySequence<byte>(_bytes));

    /// <summary>One that all readers share.</summary>
    public static ValueEntry<T> Shared(string key, T value, long size, CacheTimes times, TagCapture tags, EntityCounts counts) =>
        new(key, value, null, null, size, times, tags, counts);

    /// <summary>One that each reader gets a copy of.</summary>
    public static ValueEntry<T> Copied(
        string key, byte[] bytes, IHybridCacheSerializer<T> serializer, CacheTimes times, TagCapture tags, EntityCounts counts) =>
        new(key, default!, bytes, serializer, bytes.Length + Words, times, tags, counts);

    /// <summary>The same value, with the tags it was made under, for another time.</summary>
    public ValueEntry<T> For(CacheTimes times) => new(Key, _value, _bytes, _serializer, _size, times, Tags, Counts);

    // An array's header, and what this type adds to an entry.
    private const int Words = 64;
}
