using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace Seaworthy.Caching;

/// <summary>Makes entries of values: whether they are shared or copied, how large they are, how long they are good.</summary>
internal sealed class ValueEntries(CacheLifetimes lifetimes, ImmutableTypes immutable, ValueCopies copies, CacheCounts counts, CacheClock clock, ILogger<ValueEntries> log)
{
    // What takes no text and no list to say: a number, a date, a small struct, "there is none".
    private const int Small = 64;

    /// <summary>The entry of <paramref name="value"/>; null when it can change and cannot be copied.</summary>
    public ValueEntry<T>? Of<T>(string key, T value, long tookMs, TagCapture tags, CacheEntryOptions? wanted)
    {
        var entity = counts.Of(key);
        var times = lifetimes.For(clock.Now, tookMs, TtlTable.EntityOf(key).ToString(), value is null, wanted);
        if (value is null or string || !RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            var size = value is string text ? Small + (text.Length * sizeof(char)) : Small;
            return ValueEntry<T>.Shared(key, value, size, times, tags, entity);
        }

        try
        {
            var serializer = copies.Serializer<T>();
            var bytes = ValueCopies.Bytes(serializer, value);
            // Objects take about twice what their text takes: a header each, characters of two bytes.
            return immutable.Contains(typeof(T))
                ? ValueEntry<T>.Shared(key, value, Small + (bytes.Length * 2), times, tags, entity)
                : ValueEntry<T>.Copied(key, bytes, serializer, times, tags, entity);
        }
#pragma warning disable CA1031 // whatever a serializer of the application throws means the same: the caller has his value, and it is not kept
        catch (Exception fault)
#pragma warning restore CA1031
        {
            if (entity.MayWarn(clock.Now))
            {
                Log.CacheNotCopied(log, entity.Entity, typeof(T).Name, fault);
            }

            return null;
        }
    }
}
