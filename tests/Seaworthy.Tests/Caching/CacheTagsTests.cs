using Seaworthy.Caching;

namespace Seaworthy.Tests.Caching;

[Trait("Requirement", "R39")]
public sealed class CacheTagsTests
{
    private readonly CacheTags _tags = new(max: 1000);

    [Fact]
    public void An_invalidation_kills_what_was_captured_before_it_and_nothing_else()
    {
        var moment = _tags.Moment;
        var (user, both, other) = (_tags.Capture(["user:1"], moment), _tags.Capture(["user:1", "user:2"], moment), _tags.Capture(["user:2"], moment));

        _tags.Invalidate("user:1");

        (user.IsAlive, both.IsAlive, other.IsAlive).ShouldBe((false, false, true));
        _tags.Capture(["user:1"], _tags.Moment).IsAlive.ShouldBeTrue();
    }

    [Fact]
    public void A_tag_that_is_named_after_its_invalidation_does_not_revive_a_value_begun_before()
    {
        var moment = _tags.Moment;

        _tags.Invalidate("product:7");

        _tags.Capture(["product:7"], moment).IsAlive.ShouldBeFalse();
        _tags.Capture(["product:8"], moment).IsAlive.ShouldBeTrue();
    }

    [Fact]
    public void An_invalidation_says_how_many_entries_it_killed()
    {
        var level = new FirstLevel(1 << 20);
        for (var i = 0; i < 30; i++)
        {
            level.Set(new TextEntry($"key:{i}", "value", _tags.Capture([i % 3 == 0 ? "third" : "rest"], _tags.Moment)), now: 0);
        }

        level.Remove("key:3");
        level.Set(new TextEntry("key:6", "value again", _tags.Capture(["rest"], _tags.Moment)), now: 0);

        _tags.Invalidate("third").ShouldBe(8);
        _tags.Invalidate("third").ShouldBe(0);
        _tags.Invalidate("unknown").ShouldBe(0);
        _tags.Invalidate("rest").ShouldBe(21);
    }

    [Fact]
    public void At_the_bound_tags_without_entries_go_first()
    {
        var level = new FirstLevel(1 << 20);
        level.Set(new TextEntry("kept", "value", _tags.Capture(["kept"], _tags.Moment)), now: 0);

        for (var i = 0; i < 10_000; i++)
        {
            _tags.Capture([$"passing:{i}"], _tags.Moment);
        }

        _tags.Count.ShouldBeInRange(800, 1000);
        level.TryGet("kept", 0, out _).ShouldBeTrue();
        _tags.Invalidate("kept").ShouldBe(1);
        level.TryGet("kept", 0, out _).ShouldBeFalse();
    }

    [Fact]
    public void A_tag_that_had_to_go_takes_its_entries_along()
    {
        var level = new FirstLevel(16 << 20);
        for (var i = 0; i < 3000; i++)
        {
            level.Set(new TextEntry($"{i}", "value", _tags.Capture([$"tag:{i}"], _tags.Moment)), now: 0);
        }

        _tags.Count.ShouldBeLessThanOrEqualTo(1000);
        for (var i = 0; i < 3000; i++)
        {
            var served = level.TryGet($"{i}", 0, out _);
            _tags.Invalidate($"tag:{i}").ShouldBe(served ? 1 : 0);
            level.TryGet($"{i}", 0, out _).ShouldBeFalse();
        }
    }

    [Fact]
    public void A_value_begun_before_its_tag_was_forgotten_does_not_miss_the_invalidation_in_between()
    {
        var moment = _tags.Moment;
        _tags.Invalidate("product:7");
        for (var i = 0; i < 10_000; i++)
        {
            _tags.Capture([$"passing:{i}"], _tags.Moment);
        }

        _tags.Capture(["product:7"], moment).IsAlive.ShouldBeFalse();
    }
}
