using Seaworthy.Caching;

namespace Seaworthy.Tests.Caching;

/// <summary>
/// Readers fill from a source that writers change: whatever way a writer tells the cache, once it has told, nobody reads an older
/// version than the writer's.
/// </summary>
[Trait("Requirement", "R39")]
public sealed class CoherenceTests
{
    private const int Keys = 64;
    private const int Steps = 100_000;

    // Small enough that entries are evicted all the time.
    private readonly FirstLevel _level = new(12 << 10);
    private readonly CacheTags _tags = new(max: 48);
    private readonly long[] _source = new long[Keys];
    private readonly long[] _told = new long[Keys];
    private readonly Lock[] _rows = [.. Enumerable.Range(0, Keys).Select(_ => new Lock())];
    private long _hits;

    [Fact]
    public async Task Nothing_older_is_read_once_a_writer_has_told_the_cache()
    {
        var workers = Enumerable.Range(1, 4).Select(seed => Task.Run(() => Work(new Random(seed)))).ToArray();

        (await Task.WhenAll(workers)).Sum().ShouldBe(0);

        _hits.ShouldBeGreaterThan(Steps / 10);
        _level.Bytes.ShouldBeInRange(1, _level.MaxBytes);
        _tags.Count.ShouldBeLessThanOrEqualTo(48);
    }

    private int Work(Random random)
    {
        var old = 0;
        for (var step = 0; step < Steps; step++)
        {
            var key = random.Next(Keys);
            if (random.Next(20) == 0)
            {
                Write(key, random.Next(3));
            }
            else
            {
                var least = Volatile.Read(ref _told[key]);
                old += Read(key) < least ? 1 : 0;
            }
        }

        return old;
    }

    private long Read(int key)
    {
        var name = $"row:{key}";
        if (_level.TryGet(name, 0, out var entry))
        {
            Interlocked.Increment(ref _hits);
            return ((VersionEntry)entry).Version;
        }

        var (moment, fence) = (_tags.Moment, _level.Fence(name));
        var version = Volatile.Read(ref _source[key]);
        Thread.Yield(); // a source takes its time, and writers come in between
        _level.TryFill(new VersionEntry(name, version, _tags.Capture([name, "rows"], moment)), fence, 0);
        return version;
    }

    private void Write(int key, int way)
    {
        var name = $"row:{key}";
        lock (_rows[key])
        {
            var version = Interlocked.Increment(ref _source[key]);
            switch (way)
            {
                case 0:
                    _tags.Invalidate(name);
                    break;
                case 1:
                    _level.Remove(name);
                    break;
                default:
                    _level.Set(new VersionEntry(name, version, _tags.Capture([name, "rows"], _tags.Moment)), 0);
                    break;
            }

            Volatile.Write(ref _told[key], version);
        }
    }

    private sealed class VersionEntry(string key, long version, TagCapture tags) : CacheEntry(key, 8, CacheTimes.Until(long.MaxValue), tags)
    {
        public long Version => version;
    }
}
