using System.Collections.Concurrent;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.Caching.Memory;
using Seaworthy.Caching;

namespace Seaworthy.Micro.Caching;

/// <summary>Ways to find a value by its key.</summary>
internal static class HitRows
{
    private const int Count = 1024;

    public static string[] Keys() => [.. Enumerable.Range(0, Count).Select(i => $"product:{i:0000000000000000}")];

    public static IEnumerable<(string Name, HitProbe Probe)> All()
    {
        yield return ("ConcurrentDictionary, nothing else", Dictionary());
        yield return ("MemoryCache", Memory());
        yield return ("first level, by text", Level(0));
        yield return ("first level, by text, 2 tags", Level(2));
        yield return ("first level, by characters", Characters());
        yield return ("HybridCache, shared value", Hybrid<string>(key => key, []));
        yield return ("HybridCache, shared value, 2 tags", Hybrid<string>(key => key, ["product", "shop"]));
        yield return ("HybridCache, copied value", Hybrid(key => new Product { Name = key, Price = 7 }, []));
    }

    private static HitProbe Dictionary()
    {
        var values = new ConcurrentDictionary<string, string>(Keys().Select(key => KeyValuePair.Create(key, key)), StringComparer.Ordinal);
        return keys =>
        {
            var found = 0;
            foreach (var key in keys)
            {
                found += values.TryGetValue(key, out _) ? 1 : 0;
            }

            return found;
        };
    }

    private static HitProbe Memory()
    {
        var cache = new MemoryCache(new MemoryCacheOptions { SizeLimit = 1 << 20 });
        foreach (var key in Keys())
        {
            cache.Set(key, key, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = TimeSpan.FromHours(1) });
        }

        return keys =>
        {
            var found = 0;
            foreach (var key in keys)
            {
                found += cache.TryGetValue(key, out _) ? 1 : 0;
            }

            return found;
        };
    }

    private static HitProbe Level(int tagCount)
    {
        var (level, clock) = Filled(tagCount);
        return keys =>
        {
            var found = 0;
            foreach (var key in keys)
            {
                found += level.TryGet(key, clock.Now, out _) ? 1 : 0;
            }

            return found;
        };
    }

    private static HitProbe Characters()
    {
        var (level, clock) = Filled(0);
        return keys =>
        {
            var found = 0;
            foreach (var key in keys)
            {
                found += level.TryGet(key.AsSpan(), clock.Now, out _) ? 1 : 0;
            }

            return found;
        };
    }

    private static (FirstLevel Level, CacheClock Clock) Filled(int tagCount)
    {
        var (level, tags, clock) = (new FirstLevel(64 << 20), new CacheTags(1000), new CacheClock(TimeProvider.System));
        string[] names = [.. Enumerable.Range(0, tagCount).Select(i => $"tag:{i}")];
        foreach (var key in Keys())
        {
            level.Set(new Entry(key, tags.Capture(names, tags.Moment), clock.Now + 3_600_000), clock.Now);
        }

        return (level, clock);
    }

    private static HitProbe Hybrid<T>(Func<string, T> make, string[] tags)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.AddSeaworthy(layer => layer.Management.Port = 0);
        var cache = builder.Build().Services.GetRequiredService<HybridCache>();
        Func<Func<string, T>, CancellationToken, ValueTask<T>> never = static (_, _) => throw new InvalidOperationException("not a hit");
        foreach (var key in Keys())
        {
            cache.SetAsync(key, make(key), tags: tags).AsTask().GetAwaiter().GetResult();
        }

        return keys =>
        {
            var found = 0;
            foreach (var key in keys)
            {
                var hit = cache.GetOrCreateAsync(key, make, never, null, tags);
                found += hit.IsCompletedSuccessfully && hit.Result is not null ? 1 : 0;
            }

            return found;
        };
    }

    private sealed class Entry(string key, TagCapture tags, long freshUntil) : CacheEntry(key, 100, CacheTimes.Until(freshUntil), tags);

    private sealed class Product
    {
        public string Name { get; set; } = "";

        public int Price { get; set; }
    }
}
