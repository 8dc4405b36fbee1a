using Seaworthy.Caching;

namespace Seaworthy.Micro.Caching;

/// <summary>What part of a trace is found: by the first level, by LRU, by W-TinyLFU.</summary>
internal static class HitRatio
{
    public static double[] All(Trace trace)
    {
        var lru = new Lru(trace.Capacity);
        var tiny = new WTinyLfu(trace.Capacity);
        return [Of(trace, FirstLevel(trace)), Of(trace, lru.Ask), Of(trace, tiny.Ask)];
    }

    private static double Of(Trace trace, Func<int, bool> ask)
    {
        var (found, counted) = (0, 0);
        for (var i = 0; i < trace.Keys.Length; i++)
        {
            var isFound = ask(trace.Keys[i]);
            if (i >= trace.Keys.Length / 4)
            {
                counted++;
                found += isFound ? 1 : 0;
            }
        }

        return 100.0 * found / counted;
    }

    // Entries of one size, so that its bound of bytes is the peers' bound of entries.
    private static Func<int, bool> FirstLevel(Trace trace)
    {
        var level = new FirstLevel(trace.Capacity * new Entry(Key(0)).Bytes);
        return number =>
        {
            var key = Key(number);
            return level.TryGet(key, 0, out _) || !level.Set(new Entry(key), 0);
        };
    }

    private static string Key(int number) => number.ToString("00000000", System.Globalization.CultureInfo.InvariantCulture);

    private sealed class Entry(string key) : CacheEntry(key, 0, CacheTimes.Until(long.MaxValue), default);
}
