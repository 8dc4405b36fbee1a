using System.Buffers;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace Seaworthy.Caching;

/// <summary>Makes entries of values: whether they are shared or copied, how large they are, how long they are good.</summary>
internal sealed class ValueEntries(CacheLifetimes lifetimes, ImmutableTypes immutable, ValueCopies copies, CacheCounts counts, CacheClock clock, ILogger<ValueEntries> log)
{
    // What takes no text and no list to say: a number, a date, a small struct, "there is none".
    private const int Small = 64;

    /// <summary>The entry of <paramref name="value"/>; null when it can change and cannot be copied.</summary>
    public ValueEntry<T>? Of<T>(string key, T value, long tookMs, TagCapture tags, CacheEntryOptions? wanted) =>
        IsPlain(value) ? Entry(key, value, null, Times(key, value, tookMs, wanted), tags)
        : Bytes(key, value) is { } bytes ? Entry(key, value, bytes, Times(key, value, tookMs, wanted), tags)
        : null;

    /// <summary>The same, and the value's bytes for other processes.</summary>
    public (ValueEntry<T> Entry, byte[] Bytes)? WithBytes<T>(string key, T value, long tookMs, TagCapture tags, CacheEntryOptions? wanted) =>
        (value is null ? [] : Bytes(key, value)) is { } bytes ? (Entry(key, value, bytes, Times(key, value, tookMs, wanted), tags), bytes) : null;

    /// <summary>The entry of what another process stored; null when its bytes are no such value.</summary>
    public ValueEntry<T>? From<T>(string key, bool isNone, ReadOnlyMemory<byte> bytes, CacheTimes times, TagCapture tags)
    {
        try
        {
            var value = isNone ? default! : copies.Serializer<T>().Deserialize(new ReadOnlySequence<byte>(bytes));
            return Entry(key, value, bytes.ToArray(), times, tags);
        }
#pragma warning disable CA1031 // whatever a serializer of the application throws means the same: it is made anew
        catch (Exception fault)
#pragma warning restore CA1031
        {
            Warn<T>(key, fault);
            return null;
        }
    }

    private ValueEntry<T> Entry<T>(string key, T value, byte[]? bytes, CacheTimes times, TagCapture tags)
    {
        var entity = counts.Of(key);
        if (IsPlain(value))
        {
            var size = value is string text ? Small + (text.Length * sizeof(char)) : Small;
            return ValueEntry<T>.Shared(key, value, size, times, tags, entity);
        }

        // Objects take about twice what their text takes: a header each, characters of two bytes.
        return immutable.Contains(typeof(T))
            ? ValueEntry<T>.Shared(key, value, Small + (bytes!.Length * 2), times, tags, entity)
            : ValueEntry<T>.Copied(key, bytes!, copies.Serializer<T>(), times, tags, entity);
    }

    private CacheTimes Times<T>(string key, T value, long tookMs, CacheEntryOptions? wanted) =>
        lifetimes.For(clock.Now, tookMs, TtlTable.EntityOf(key).ToString(), value is null, wanted);

    private byte[]? Bytes<T>(string key, T value)
    {
        try
        {
            return ValueCopies.Bytes(copies.Serializer<T>(), value);
        }
#pragma warning disable CA1031 // whatever a serializer of the application throws means the same: the caller has his value, and it is not kept
        catch (Exception fault)
#pragma warning restore CA1031
        {
            Warn<T>(key, fault);
            return null;
        }
    }

    private void Warn<T>(string key, Exception fault)
    {
        var entity = counts.Of(key);
        if (entity.MayWarn(clock.Now))
        {
            Log.CacheNotCopied(log, entity.Entity, typeof(T).Name, fault);
        }
    }

    private static bool IsPlain<T>(T value) => value is null or string || !RuntimeHelpers.IsReferenceOrContainsReferences<T>();
}
