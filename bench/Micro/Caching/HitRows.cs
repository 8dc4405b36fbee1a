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
        yield return ("HybridCache, shared value", Shared([]));
        yield return ("HybridCache, shared value, 2 tags", Shared(["product", "shop"]));
        yield return ("HybridCache, shared value, options of its own", Own());
        yield return ("HybridCache, copied value", Copied());
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

    // As callers write it: with types that are known, not in a generic method, which would look up at each call what to call.
    private static HitProbe Shared(string[] tags)
    {
        var cache = Hybrid(key => key, tags);
        return keys =>
        {
            var found = 0;
            foreach (var key in keys)
            {
                var hit = cache.GetOrCreateAsync(key, key, static (made, _) => ValueTask.FromResult(made + "?"), null, tags);
                found += hit.IsCompletedSuccessfully && hit.Result.Length == key.Length ? 1 : 0;
            }

            return found == keys.Length ? found : throw new InvalidOperationException("not a hit");
        };
    }

    private static HitProbe Own()
    {
        var (cache, options) = (Hybrid(key => key, []), new CacheEntryOptions { Ttl = TimeSpan.FromHours(1) });
        return keys =>
        {
            var found = 0;
            foreach (var key in keys)
            {
                var hit = cache.GetOrCreateAsync(key, key, static (made, _) => ValueTask.FromResult(made + "?"), options);
                found += hit.IsCompletedSuccessfully && hit.Result.Length == key.Length ? 1 : 0;
            }

            return found == keys.Length ? found : throw new InvalidOperationException("not a hit");
        };
    }

    private static HitProbe Copied()
    {
        var cache = Hybrid(key => new Product { Name = key, Price = 7 }, []);
        return keys =>
        {
            var found = 0;
            foreach (var key in keys)
            {
                var hit = cache.GetOrCreateAsync(key, key, static (_, _) => ValueTask.FromResult(new Product()));
                found += hit.IsCompletedSuccessfully && hit.Result.Price == 7 ? 1 : 0;
            }

            return found == keys.Length ? found : throw new InvalidOperationException("not a hit");
        };
    }

    private static HybridCache Hybrid<T>(Func<string, T> make, string[] tags)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.AddSeaworthy(layer => layer.Management.Port = 0);
        var cache = builder.Build().Services.GetRequiredService<HybridCache>();
        foreach (var key in Keys())
        {
            cache.SetAsync(key, make(key), tags: tags).AsTask().GetAwaiter().GetResult();
        }

        return cache;
    }

    private sealed class Entry(string key, TagCapture tags, long freshUntil) : CacheEntry(key, 100, CacheTimes.Until(freshUntil), tags);

    private sealed class Product
    {
        public string Name { get; set; } = "";

        public int Price { get; set; }
    }
}
