using Microsoft.Extensions.Caching.Hybrid;
using Seaworthy.Caching;
using Seaworthy.Caching.Shared;

namespace Seaworthy.IntegrationTests.Caching;

[Trait("Requirement", "R37")]
[Trait("Server", "Redis")]
public sealed class SecondLevelTests : IAsyncLifetime
{
    private readonly string _application = Guid.NewGuid().ToString("N");
    private CacheNode _here = null!;
    private CacheNode _there = null!;
    private int _made;

    public async Task InitializeAsync()
    {
        _here = await CacheNode.StartAsync(RedisServer.Shared().Url.ToString(), _application);
        _there = await CacheNode.StartAsync(RedisServer.Shared().Url.ToString(), _application);
    }

    public async Task DisposeAsync()
    {
        await _here.DisposeAsync();
        await _there.DisposeAsync();
    }

    [Fact]
    public async Task What_one_process_made_no_other_makes()
    {
        (await GetAsync(_here)).ShouldBe("#1");
        (await GetAsync(_there)).ShouldBe("#1");
        (await GetAsync(_here)).ShouldBe("#1");

        _there.Counts.Reads(SharedRead.Hit).ShouldBe(1);
    }

    [Fact]
    public async Task Once_its_tags_are_known_a_value_is_read_from_the_first_level()
    {
        await GetAsync(_here);
        await _there.HeardAsync(1); // its tag, which came into being with it
        await GetAsync(_there);
        var asked = _there.Counts.Reads(SharedRead.Hit);

        await GetAsync(_there);
        await GetAsync(_there);

        _there.Counts.Reads(SharedRead.Hit).ShouldBe(asked);
    }

    [Fact]
    public async Task Of_all_callers_in_all_processes_one_makes_the_value()
    {
        var calls = Enumerable.Range(0, 200).Select(i => (i % 2 == 0 ? _here : _there).Cache.GetOrCreateAsync("user:1", async token =>
        {
            await Task.Delay(30, token);
            return $"#{Interlocked.Increment(ref _made)}";
        }, tags: ["user"]).AsTask());

        (await Task.WhenAll(calls)).ShouldAllBe(value => value == "#1");
    }

    [Fact]
    public async Task A_process_whose_factory_fails_lets_the_next_one_try_at_once()
    {
        var (begun, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        var failing = _here.Cache.GetOrCreateAsync<string>("user:1", async _ =>
        {
            begun.SetResult();
            await goOn.Task;
            throw new InvalidOperationException("no source");
        }).AsTask();
        await begun.Task;
        var other = GetAsync(_there).AsTask();
        goOn.SetResult();

        (await Should.ThrowAsync<InvalidOperationException>(failing)).Message.ShouldBe("no source");
        (await other).ShouldBe("#1");
    }

    [Fact]
    [Trait("Requirement", "R39")]
    public async Task An_invalidated_tag_is_dead_in_all_processes_and_counted_where_it_was_asked()
    {
        await GetAsync(_here);
        await _here.HeardAsync(2);
        await GetAsync(_here);
        await GetAsync(_there);
        var heard = _there.Counts.News;

        (await _here.Cache.InvalidateAsync("user")).ShouldBe(1);
        await _there.HeardAsync(heard + 1);

        (await GetAsync(_there)).ShouldBe("#2");
        await _here.Cache.RemoveByTagAsync("*");
        await _there.HeardAsync(heard + 2);
        (await GetAsync(_there)).ShouldBe("#3");
    }

    [Fact]
    public async Task A_key_that_is_removed_or_set_is_so_in_all_processes()
    {
        await GetAsync(_here);
        await GetAsync(_there);
        var heard = _there.Counts.News;
        await _here.Cache.RemoveAsync("user:1");
        await _there.HeardAsync(heard + 1);
        (await GetAsync(_there)).ShouldBe("#2");

        heard = _there.Counts.News;
        await _here.Cache.SetAsync("user:1", "set", tags: ["user"]);
        await _there.HeardAsync(heard + 1);
        (await GetAsync(_there)).ShouldBe("set");
        (await GetAsync(_here)).ShouldBe("set");
        await _there.Cache.RemoveByTagAsync("user");
        (await GetAsync(_there)).ShouldBe("#3");
    }

    [Theory]
    [InlineData("tag")]
    [InlineData("key")]
    [InlineData("mark")]
    public async Task What_was_begun_before_a_change_elsewhere_is_stored_on_no_level(string way)
    {
        await _there.Cache.RemoveByTagAsync("user"); // so that it has a version
        var (asked, old) = (new TaskCompletionSource(), new TaskCompletionSource<string>());
        var late = _here.Cache.GetOrCreateAsync("user:1", async _ =>
        {
            asked.SetResult();
            return await old.Task;
        }, tags: ["user"]).AsTask();
        await asked.Task;
        await (way switch
        {
            "tag" => _there.Cache.RemoveByTagAsync("user"),
            "key" => _there.Cache.RemoveAsync("user:1"),
            _ => MarkAsync(),
        });

        old.SetResult("old");

        (await late).ShouldBe("old");
        _here.Counts.Refused.ShouldBe(1);
        (await GetAsync(_there)).ShouldBe("#1");
        (await GetAsync(_here)).ShouldStartWith("#");

        async ValueTask MarkAsync() => (await _there.Invalidation.MarkAsync(["user"])).ShouldNotBeNull();
    }

    [Fact]
    public async Task While_a_writer_is_about_to_commit_nothing_is_kept_or_served_and_then_all_is_as_before()
    {
        await GetAsync(_there);
        var heard = _there.Counts.News;
        var writer = await _here.Invalidation.MarkAsync(["user"]);
        await _there.HeardAsync(heard + 1);

        (await GetAsync(_there)).ShouldBe("#2");
        (await GetAsync(_there)).ShouldBe("#3");

        heard = _there.Counts.News;
        await _here.Invalidation.InvalidateAsync(["user"], writer);
        await _there.HeardAsync(heard + 1);
        (await GetAsync(_there)).ShouldBe("#4");
        (await GetAsync(_there)).ShouldBe("#4");
        (await GetAsync(_here)).ShouldBe("#4");
    }

    [Fact]
    public async Task A_writer_that_died_before_it_told_leaves_nothing_old_behind()
    {
        await GetAsync(_there);
        await _here.Invalidation.MarkAsync(["user"]);
        await _here.DisposeAsync();

        // In doubt, and made anew each time, until the mark is over; then kept again.
        await Wait.UntilAsync(async () => await GetAsync(_there) == await GetAsync(_there));

        (await GetAsync(_there)).ShouldNotBe("#1");
        _here = await CacheNode.StartAsync(RedisServer.Shared().Url.ToString(), _application);
    }

    [Fact]
    public async Task There_is_none_and_the_old_value_when_the_source_fails_are_shared_too()
    {
        (await NoneAsync(_here)).ShouldBeNull();
        (await NoneAsync(_there)).ShouldBeNull();
        _made.ShouldBe(1);

        var options = new CacheEntryOptions { Ttl = TimeSpan.FromMilliseconds(200), StaleOnError = TimeSpan.FromMinutes(1) };
        (await _here.Cache.GetOrCreateAsync("stale:1", _ => new ValueTask<string>("old"), options)).ShouldBe("old");
        var end = TimeProvider.System.GetTimestamp() + (TimeProvider.System.TimestampFrequency / 2);
        await Wait.UntilAsync(() => TimeProvider.System.GetTimestamp() > end);
        (await _there.Cache.GetOrCreateAsync<string>("stale:1", _ => throw new InvalidOperationException(), options)).ShouldBe("old");

        ValueTask<string?> NoneAsync(CacheNode node) => node.Cache.GetOrCreateAsync("none:1", _ =>
        {
            _made++;
            return new ValueTask<string?>((string?)null);
        });
    }

    [Fact]
    public async Task A_key_is_not_read_with_other_tags_or_another_type_than_it_was_stored_with()
    {
        await GetAsync(_here);

        (await _there.GetAsync("user:1", () => "other", "company")).ShouldBe("other");
        (await _here.Cache.GetOrCreateAsync("user:2", _ => new ValueTask<int>(7))).ShouldBe(7);
        (await _there.Cache.GetOrCreateAsync("user:2", _ => new ValueTask<long>(8))).ShouldBe(8);
    }

    [Fact]
    public async Task What_is_too_large_for_the_second_level_is_kept_here_alone()
    {
        var large = new string('x', SecondLevel.MostBytes);
        (await _here.GetAsync("large:1", () => large)).ShouldBe(large);
        (await _here.GetAsync("large:1", () => "small")).ShouldBe(large);
        (await _there.GetAsync("large:1", () => "small")).ShouldBe("small");
        _here.Counts.Stored.ShouldBe(0);
    }

    [Fact]
    public async Task A_tag_that_is_named_when_the_value_is_known_is_asked_about_before_the_value_is_served()
    {
        var (tags, level, clock) = (_here.Get<CacheTags>(), _here.Get<FirstLevel>(), _here.Get<CacheClock>());
        Fill().ShouldBeTrue();
        await Wait.UntilAsync(IsServed);

        var heard = _here.Counts.News;
        var writer = await _there.Invalidation.MarkAsync(["late"]);
        await _here.HeardAsync(heard + 1);
        IsServed().ShouldBeFalse();
        Fill();
        IsServed().ShouldBeFalse();
        await Wait.UntilAsync(() => !tags.Capture(["late"], tags.Moment).IsAlive); // it has been asked: nothing is kept while it is marked

        await _there.Invalidation.InvalidateAsync(["late"], writer);
        await _here.HeardAsync(heard + 2);
        IsServed().ShouldBeFalse();
        Fill().ShouldBeTrue();
        await Wait.UntilAsync(IsServed);

        bool Fill() => level.TryFill(new Page(tags.Capture(["late"], tags.Moment)), level.Fence("page:1"), clock.Now);
        bool IsServed() => level.TryGet("page:1", clock.Now, out _);
    }

    private ValueTask<string> GetAsync(CacheNode node) => node.GetAsync("user:1", () => $"#{Interlocked.Increment(ref _made)}", "user");

    private sealed class Page(TagCapture tags) : CacheEntry("page:1", 8, CacheTimes.Until(long.MaxValue), tags);
}
