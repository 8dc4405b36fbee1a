using Seaworthy.Caching;

namespace Seaworthy.Tests.Caching;

[Trait("Requirement", "R37")]
public sealed class FirstLevelTests
{
    private const long Bound = 1 << 20;

    private readonly FirstLevel _level = new(Bound);
    private readonly CacheTags _tags = new(max: 1000);

    [Fact]
    public void A_value_is_found_by_its_key_as_text_or_as_characters_until_its_time_is_over()
    {
        _level.Set(new TextEntry("user:1", "Ada", freshUntil: 1000), now: 0);

        Found("user:1", now: 999).ShouldBe("Ada");
        _level.TryGet("user:1 and more".AsSpan(0, 6), 999, out var entry).ShouldBeTrue();
        ((TextEntry)entry!).Text.ShouldBe("Ada");
        Found("user:1", now: 1000).ShouldBeNull();
        Found("user:2", now: 0).ShouldBeNull();
    }

    [Fact]
    public void An_entry_past_its_freshness_stands_in_until_its_time_is_over_but_not_past_an_invalidation()
    {
        var times = new CacheTimes(RefreshAt: 500, FreshUntil: 1000, KeptUntil: 5000);
        _level.Set(new TextEntry("a", "old", _tags.Capture(["tag"], _tags.Moment), times), now: 0);

        _level.TryGet("a", 2000, out _).ShouldBeFalse();
        _level.TryGetStale("a", 2000, out _).ShouldBeTrue();
        _level.TryGetStale("a", 5000, out _).ShouldBeFalse();
        _tags.Invalidate("tag");
        _level.TryGetStale("a", 2000, out _).ShouldBeFalse();
    }

    [Fact]
    public void What_was_begun_before_a_removal_a_write_or_a_clearing_of_its_key_is_not_stored()
    {
        Action[] changes = [() => _level.Remove("a"), () => _level.Set(new TextEntry("a", "new"), 0), _level.Clear];
        foreach (var change in changes)
        {
            var fence = _level.Fence("a");
            change();

            _level.TryFill(new TextEntry("a", "late"), fence, now: 0).ShouldBeFalse();
            Found("a").ShouldNotBe("late");
        }

        _level.TryFill(new TextEntry("a", "in time"), _level.Fence("a"), now: 0).ShouldBeTrue();
        Found("a").ShouldBe("in time");
    }

    [Fact]
    public void What_was_begun_before_an_invalidation_of_its_tag_is_not_stored()
    {
        var (moment, fence) = (_tags.Moment, _level.Fence("a"));
        _tags.Invalidate("tag");

        _level.TryFill(new TextEntry("a", "late", _tags.Capture(["tag"], moment)), fence, now: 0).ShouldBeFalse();

        Found("a").ShouldBeNull();
    }

    [Fact]
    public void The_bound_holds_whatever_comes()
    {
        var random = new Random(7);
        for (var i = 0; i < 20_000; i++)
        {
            _level.Set(new TextEntry($"key:{random.Next(5000)}", "value", bytes: random.Next(10_000)), now: 0);
            _level.Bytes.ShouldBeLessThanOrEqualTo(Bound);
        }

        _level.Count.ShouldBeGreaterThan(100);
        _level.Ended(EntryEnd.Capacity).ShouldBeGreaterThan(0);
    }

    [Fact]
    public void What_takes_more_than_a_sixteenth_is_not_kept_nor_is_what_it_replaces()
    {
        _level.Set(new TextEntry("a", "small"), now: 0).ShouldBeTrue();

        _level.Set(new TextEntry("a", "large", bytes: (Bound / 16) + 1), now: 0).ShouldBeFalse();

        Found("a").ShouldBeNull();
        (_level.Count, _level.Bytes).ShouldBe((0, 0));
    }

    [Fact]
    public void What_is_dead_or_expired_makes_room_before_anything_that_can_still_be_served_does()
    {
        Fill("dead", 500, tags: () => _tags.Capture(["dead"], _tags.Moment));
        Fill("expired", 500, freshUntil: 10);
        Fill("live", 500);
        _tags.Invalidate("dead");

        Fill("later", 1000, now: 20);

        _level.Ended(EntryEnd.Invalidated).ShouldBe(500);
        _level.Ended(EntryEnd.Expired).ShouldBe(500);
        _level.Ended(EntryEnd.Capacity).ShouldBe(0);
        Enumerable.Range(0, 500).ShouldAllBe(i => Found($"live:{i}", 20) != null);
    }

    [Fact]
    public void A_scan_does_not_drive_out_what_is_wanted()
    {
        Fill("wanted", 1000);
        for (var round = 0; round < 3; round++)
        {
            Enumerable.Range(0, 1000).ShouldAllBe(i => Found($"wanted:{i}", 0) != null);
        }

        Fill("scan", 20_000);

        Enumerable.Range(0, 1000).Count(i => Found($"wanted:{i}", 0) != null).ShouldBeGreaterThan(950);
    }

    [Fact]
    public void What_takes_the_place_of_a_wanted_value_is_as_wanted()
    {
        A_scan_does_not_drive_out_what_is_wanted();
        Fill("wanted", 1000);

        Fill("scan again", 5000);

        Enumerable.Range(0, 1000).Count(i => Found($"wanted:{i}", 0) != null).ShouldBeGreaterThan(900);
    }

    [Fact]
    public void Bytes_are_what_the_process_takes()
    {
        var level = new FirstLevel(1L << 30);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < 100_000; i++)
        {
            level.Set(new BytesEntry($"product:{i:00000000}", new byte[200], _tags.Capture(["product", "all"], _tags.Moment)), now: 0);
        }

        var taken = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(level);
        ((double)level.Bytes / taken).ShouldBeInRange(0.8, 1.25); // others run beside this
    }

    [Fact]
    public void A_hit_allocates_nothing()
    {
        _level.Set(new TextEntry("user:1", "Ada", _tags.Capture(["user", "all"], _tags.Moment)), now: 0);
        var clock = new CacheClock(TimeProvider.System);
        Hits(clock, 1000);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Hits(clock, 10_000).ShouldBe(20_000);

        // The assertion itself boxes a number.
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1000);
    }

    private int Hits(CacheClock clock, int times)
    {
        var hits = 0;
        for (var i = 0; i < times; i++)
        {
            hits += _level.TryGet("user:1", Math.Min(clock.Now, 1), out _) ? 1 : 0;
            hits += _level.TryGet("user:12".AsSpan(0, 6), Math.Min(clock.Now, 1), out _) ? 1 : 0;
        }

        return hits;
    }

    private string? Found(string key, long now = 0) => _level.TryGet(key, now, out var entry) ? ((TextEntry)entry).Text : null;

    // 1,500 of these are the bound.
    private void Fill(string name, int count, long now = 0, long freshUntil = long.MaxValue, Func<TagCapture>? tags = null)
    {
        for (var i = 0; i < count; i++)
        {
            var captured = tags?.Invoke() ?? default;
            var own = new TextEntry($"{name}:{i}", "value", captured, bytes: 0).Bytes;
            _level.Set(new TextEntry($"{name}:{i}", "value", captured, freshUntil, (Bound / 1500) - own), now);
        }
    }
}
