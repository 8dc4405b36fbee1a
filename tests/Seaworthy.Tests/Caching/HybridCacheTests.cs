using System.ComponentModel;
using Microsoft.Extensions.Caching.Hybrid;
using Seaworthy.Caching;

namespace Seaworthy.Tests.Caching;

[Trait("Requirement", "R37")]
public sealed class HybridCacheTests : IDisposable
{
    private readonly CacheHost _host = new();
    private readonly string[] _tags = ["user", "team"];
    private int _calls;

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task A_value_is_made_once()
    {
        (await Name("user:1"), await Name("user:1"), await Name("user:2")).ShouldBe(("user:1 #1", "user:1 #1", "user:2 #2"));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(100)]
    [InlineData(1000)]
    public async Task However_many_ask_at_once_the_source_is_asked_once(int callers)
    {
        var gate = new TaskCompletionSource();
        var flights = _host.Get<Flights<CacheEntry?>>();
        var asking = Enumerable.Range(0, callers).Select(_ => Task.Run(() => _host.Cache.GetOrCreateAsync("user:1", async _ =>
        {
            await gate.Task;
            return $"#{Interlocked.Increment(ref _calls)}";
        }).AsTask())).ToArray();
        while (flights.Boarded < callers - 1)
        {
            await Task.Yield();
        }

        gate.SetResult();

        (await Task.WhenAll(asking)).ShouldAllBe(value => value == "#1");
    }

    [Fact]
    public async Task Removing_a_key_or_a_tag_or_everything_is_seen_at_once()
    {
        await Name("user:1", "user");
        await _host.Cache.RemoveAsync("user:1");
        (await Name("user:1", "user")).ShouldBe("user:1 #2");

        await _host.Cache.RemoveByTagAsync("user");
        (await Name("user:1", "user")).ShouldBe("user:1 #3");

        await _host.Cache.RemoveByTagAsync("*");
        (await Name("user:1", "user")).ShouldBe("user:1 #4");

        await _host.Cache.RemoveByTagAsync("company");
        (await Name("user:1", "user")).ShouldBe("user:1 #4");
    }

    [Fact]
    [Trait("Requirement", "R39")]
    public async Task An_invalidation_says_how_many_it_killed()
    {
        for (var i = 0; i < 12; i++)
        {
            await Name($"user:{i}", i < 5 ? "team:1" : "team:2", "user");
        }

        (await _host.Cache.InvalidateAsync("team:1")).ShouldBe(5);
        (await _host.Cache.InvalidateAsync("team:1")).ShouldBe(0);
        (await _host.Cache.InvalidateAsync("team:2")).ShouldBe(7);
    }

    [Theory]
    [InlineData("tag")]
    [InlineData("key")]
    [InlineData("set")]
    public async Task A_caller_who_comes_after_a_change_does_not_get_what_was_begun_before_it(string way)
    {
        var old = new TaskCompletionSource<string>();
        var first = _host.Cache.GetOrCreateAsync("user:1", _ => new ValueTask<string>(old.Task), tags: ["user"]).AsTask();
        var change = way switch
        {
            "tag" => _host.Cache.RemoveByTagAsync("user"),
            "key" => _host.Cache.RemoveAsync("user:1"),
            _ => _host.Cache.SetAsync("user:1", "new", tags: ["user"]),
        };
        await change;
        var second = _host.Cache.GetOrCreateAsync("user:1", _ => new ValueTask<string>("new"), tags: ["user"]).AsTask();

        old.SetResult("old");

        (await first).ShouldBe("old");
        (await second).ShouldBe("new");
        (await _host.Cache.GetOrCreateAsync("user:1", _ => new ValueTask<string>("newer"), tags: ["user"])).ShouldBe("new");
    }

    [Fact]
    public async Task What_nobody_can_change_is_shared_and_all_else_is_copied()
    {
        (await Twice(new Fixed("a", 1))).ShouldBeTrue();
        (await Twice(new Marked())).ShouldBeTrue();
        (await Twice("text")).ShouldBeTrue();
        (await Twice(new Changing { Names = ["a", "b"] })).ShouldBeFalse();
        (await Twice(new Holding("a", ["b"]))).ShouldBeFalse();
        (await Twice(new List<int> { 1 })).ShouldBeFalse();

        var kept = await _host.Cache.GetOrCreateAsync("changing:1", _ => new ValueTask<Changing>(new Changing { Names = ["a", "b"] }));
        kept.Names.Add("mine");
        (await _host.Cache.GetOrCreateAsync("changing:1", _ => new ValueTask<Changing>(new Changing()))).Names.ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task What_cannot_be_copied_is_served_and_not_kept()
    {
        (await _host.Cache.GetOrCreateAsync("stuck:1", _ => new ValueTask<Stuck>(new Stuck()))).ShouldNotBeNull();
        (await _host.Cache.GetOrCreateAsync("stuck:1", _ => new ValueTask<Stuck?>((Stuck?)null))).ShouldBeNull();
    }

    [Fact]
    public async Task Flags_leave_parts_out()
    {
        await Name("user:1");
        (await Asked(HybridCacheEntryFlags.DisableLocalCacheRead)).ShouldBe("#2");
        (await Asked(HybridCacheEntryFlags.None)).ShouldBe("#2");
        (await Asked(HybridCacheEntryFlags.DisableLocalCache)).ShouldBe("#3");
        (await Asked(HybridCacheEntryFlags.None)).ShouldBe("#2");
        await _host.Cache.RemoveAsync("user:1");
        (await Asked(HybridCacheEntryFlags.DisableUnderlyingData)).ShouldBeNull();
        await _host.Cache.SetAsync("user:1", "set", new() { Flags = HybridCacheEntryFlags.DisableLocalCacheWrite });
        (await Asked(HybridCacheEntryFlags.None)).ShouldBe("#4");

        ValueTask<string> Asked(HybridCacheEntryFlags flags) =>
            _host.Cache.GetOrCreateAsync("user:1", _ => new ValueTask<string>($"#{++_calls}"), new() { Flags = flags });
    }

    [Fact]
    public async Task A_long_key_is_kept_as_its_hash_under_its_entity()
    {
        var key = "report:" + new string('x', 1000);

        (await Name(key), await Name(key)).ShouldBe(($"{key} #1", $"{key} #1"));

        _host.Get<FirstLevel>().Bytes.ShouldBeLessThan(4000);
        _host.Get<CacheCounts>().All.Single(entity => entity.Entity == "report").ShouldSatisfyAllConditions(
            entity => entity.Hits.ShouldBe(1), entity => entity.Misses.ShouldBe(1));
    }

    [Fact]
    public async Task A_hit_allocates_nothing_by_text_or_by_characters()
    {
        await Name("user:1", "user", "team");
        await Hits(1000);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var hits = Hits(10_000);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        hits.IsCompletedSuccessfully.ShouldBeTrue();
        allocated.ShouldBe(0);
    }

    // An async method that nothing keeps waiting allocates nothing either.
    private async ValueTask Hits(int times)
    {
        for (var i = 0; i < times; i++)
        {
            var byText = await _host.Cache.GetOrCreateAsync("user:1", 0, static (_, _) => new ValueTask<string>("never"), null, _tags);
            var byChars = await _host.Cache.GetOrCreateAsync($"user:{1}", 0, static (_, _) => new ValueTask<string>("never"), null, _tags);
            if (!ReferenceEquals(byText, byChars))
            {
                throw new InvalidOperationException("not the same value");
            }
        }
    }

    private ValueTask<string> Name(string key, params string[] tags) =>
        _host.Cache.GetOrCreateAsync(key, _ => new ValueTask<string>($"{key} #{++_calls}"), tags: tags);

    private async Task<bool> Twice<T>(T value)
        where T : class
    {
        var key = $"twice:{typeof(T).Name}";
        (await _host.Cache.GetOrCreateAsync(key, _ => new ValueTask<T>(value))).ShouldBeSameAs(value);
        return ReferenceEquals(value, await _host.Cache.GetOrCreateAsync<T>(key, _ => throw new InvalidOperationException("made twice")));
    }

    private sealed record Fixed(string Name, int Number);

    private sealed record Holding(string Name, List<string> Others);

    [ImmutableObject(true)]
    private sealed class Marked
    {
        public string Name { get; set; } = "";
    }

    private sealed class Changing
    {
        public List<string> Names { get; set; } = [];
    }

    private sealed class Stuck
    {
        public Stuck Itself => this;
    }
}
