using Seaworthy.Caching;
using Seaworthy.Tests.Hosting;

namespace Seaworthy.Tests.Caching;

/// <summary>What a process that shares a Redis keeps while no news come in; with news it is tried on a real one.</summary>
[Trait("Requirement", "R37")]
public sealed class TagTrustTests
{
    private readonly ManualTime _time = new();
    private readonly TagTrust _trust = new();
    private readonly CacheClock _clock;
    private readonly CacheTags _tags;
    private readonly FirstLevel _level;

    public TagTrustTests()
    {
        _clock = new CacheClock(_time);
        _tags = new CacheTags(1000, new OtherProcesses(_trust, new TagQuestions(), _clock));
        _level = new FirstLevel(1 << 20, _trust);
        Capture(_tags.Moment); // the first looks at the clock, and is not kept
    }

    [Fact]
    public void Alone_a_value_is_kept_until_nobody_could_expect_news_of_it_any_more()
    {
        Fill("row:1", _tags.Moment).ShouldBeTrue();

        IsThere("row:1").ShouldBeTrue();
        _time.Advance(TimeSpan.FromMilliseconds(TagTrust.AloneMs - 1));
        IsThere("row:1").ShouldBeTrue();
        _time.Advance(TimeSpan.FromMilliseconds(1));
        IsThere("row:1").ShouldBeFalse();
        _level.TryGetStale("row:1", _clock.Now, out _).ShouldBeFalse();
    }

    [Fact]
    public void Alone_a_value_whose_making_took_too_long_is_not_kept()
    {
        var moment = _tags.Moment;
        for (var i = 0; i < 3; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(150));
            Capture(_tags.Moment); // others come and go meanwhile
        }

        Fill("row:1", moment).ShouldBeFalse();
        Fill("row:1", _tags.Moment).ShouldBeTrue();
    }

    [Fact]
    public void Alone_a_value_lives_no_longer_because_its_making_took_long()
    {
        var moment = _tags.Moment;
        _time.Advance(TimeSpan.FromMilliseconds(300));
        Fill("row:1", moment).ShouldBeTrue();

        _time.Advance(TimeSpan.FromMilliseconds(TagTrust.AloneMs - 300));

        IsThere("row:1").ShouldBeFalse();
    }

    [Fact]
    public void Alone_an_own_invalidation_kills_as_ever()
    {
        Fill("row:1", _tags.Moment);
        _tags.Invalidate("rows").ShouldBe(1);
        IsThere("row:1").ShouldBeFalse();
    }

    [Fact]
    public void A_change_elsewhere_of_a_tag_that_is_not_known_here_refuses_what_was_begun_before_it()
    {
        var moment = _tags.Moment;
        _tags.Changed("unknown");

        Capture(moment, "unknown").IsAlive.ShouldBeFalse();
        Capture(_tags.Moment, "unknown").IsAlive.ShouldBeTrue();
        _tags.Count.ShouldBe(2); // "rows" and "unknown", once it was asked for
    }

    [Fact]
    public void A_generation_is_served_from_when_it_is_proven_and_asked_about_once()
    {
        var generation = new TagGeneration(bornAt: 1, epoch: 1);
        generation.IsProven.ShouldBeFalse();
        (generation.TryAsk(), generation.TryAsk()).ShouldBe((true, false));
        generation.TakeBack();
        generation.TryAsk().ShouldBeTrue();

        generation.Prove();
        generation.IsProven.ShouldBeTrue();
        generation.Kill();
        (generation.IsProven, generation.IsDead).ShouldBe((false, true));
        generation.Prove();
        generation.IsProven.ShouldBeFalse();
    }

    private TagCapture Capture(long moment, string tag = "rows") => _tags.Capture([tag], moment);

    private bool Fill(string key, long moment) => _level.TryFill(new TextEntry(key, key, Capture(moment)), _level.Fence(key), _clock.Now);

    private bool IsThere(string key) => _level.TryGet(key, _clock.Now, out _);
}
