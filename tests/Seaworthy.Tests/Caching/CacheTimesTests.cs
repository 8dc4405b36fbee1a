using Microsoft.Extensions.Caching.Hybrid;
using Seaworthy.Caching;

namespace Seaworthy.Tests.Caching;

[Trait("Requirement", "R37")]
public sealed class CacheTimesTests
{
    private int _calls;
    private bool _isDown;

    [Theory]
    [Trait("Requirement", "R38")]
    [InlineData("user_autocomplete:ad", 300)]
    [InlineData("task_autocomplete:ad", 600)]
    [InlineData("workflow:7", 1800)]
    [InlineData("company:7", 3600)]
    [InlineData("master_companies", 3600)]
    [InlineData("simulation:7:8", 7200)]
    [InlineData("role_adjacency:7", 86_400)]
    [InlineData("products:page=1", 300)]
    [InlineData("anything else", 300)]
    public async Task An_entity_has_its_own_time(string key, int seconds)
    {
        using var host = new CacheHost(Plain);
        await Ask(host, key);

        host.Time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        (await Ask(host, key)).ShouldBe("#1");
        host.Time.Advance(TimeSpan.FromMilliseconds(1));
        (await Ask(host, key)).ShouldBe("#2");
    }

    [Fact]
    public async Task A_call_may_say_its_own_time_in_either_kind_of_options()
    {
        using var host = new CacheHost(Plain);
        await host.Cache.GetOrCreateAsync("a", Make, new HybridCacheEntryOptions { Expiration = TimeSpan.FromSeconds(10) });
        await host.Cache.GetOrCreateAsync("b", Make, new CacheEntryOptions { Ttl = TimeSpan.FromSeconds(10) });

        host.Time.Advance(TimeSpan.FromSeconds(9));
        (await Ask(host, "a"), await Ask(host, "b")).ShouldBe(("#1", "#2"));
        host.Time.Advance(TimeSpan.FromSeconds(1));
        (await Ask(host, "a"), await Ask(host, "b")).ShouldBe(("#3", "#4"));
    }

    [Theory]
    [InlineData(0.0, 270)]
    [InlineData(0.5, 300)]
    [InlineData(1.0, 330)]
    public void Chance_makes_a_time_ten_percent_longer_or_shorter(double chance, int seconds)
    {
        var times = new CacheLifetimes(new CachingOptions { EarlyRefresh = false }, () => chance).For(0, 0, "user", isNone: false, wanted: null);

        times.FreshUntil.ShouldBe(seconds * 1000);
        times.KeptUntil.ShouldBe((seconds + 600) * 1000);
    }

    [Fact]
    public void What_takes_longer_to_make_is_refreshed_earlier_but_never_in_the_first_half()
    {
        var lifetimes = new CacheLifetimes(new CachingOptions { JitterPercent = 0 }, () => 0.5);

        Early(tookMs: 0).ShouldBe(0);
        Early(tookMs: 1000).ShouldBe(693, tolerance: 1); // the median of an exponential is ln 2
        Early(tookMs: 1_000_000).ShouldBe(150_000);

        double Early(long tookMs) => lifetimes.For(0, tookMs, "user", isNone: false, wanted: null) is var times ? times.FreshUntil - times.RefreshAt : 0;
    }

    [Fact]
    public async Task A_value_near_its_end_is_served_while_one_call_makes_it_anew()
    {
        using var host = new CacheHost(options => options.JitterPercent = 0);
        var next = new TaskCompletionSource<string>();
        await host.Cache.GetOrCreateAsync("user:1", _ =>
        {
            host.Time.Advance(TimeSpan.FromSeconds(100)); // so long it takes
            return new ValueTask<string>("old");
        });

        host.Time.Advance(TimeSpan.FromSeconds(299));
        for (var i = 0; i < 100; i++)
        {
            (await host.Cache.GetOrCreateAsync("user:1", _ =>
            {
                Interlocked.Increment(ref _calls);
                return new ValueTask<string>(next.Task);
            })).ShouldBe("old");
        }

        next.SetResult("new");
        await Landed(host);
        host.Time.Advance(TimeSpan.FromSeconds(2));

        (await Ask(host, "user:1")).ShouldBe("new");
        _calls.ShouldBe(1);
    }

    [Fact]
    public async Task When_the_source_fails_the_old_value_stands_in_for_a_second_at_a_time_until_it_is_too_old()
    {
        using var host = new CacheHost(Plain);
        await Ask(host, "user:1");
        _isDown = true;
        host.Time.Advance(TimeSpan.FromSeconds(300));

        (await Ask(host, "user:1"), await Ask(host, "user:1")).ShouldBe(("#1", "#1"));
        _calls.ShouldBe(2);
        host.Time.Advance(TimeSpan.FromSeconds(1));
        (await Ask(host, "user:1")).ShouldBe("#1");
        _calls.ShouldBe(3);
        host.Get<CacheCounts>().Of("user:1").Stale.ShouldBe(2);

        host.Time.Advance(TimeSpan.FromSeconds(600));
        await Should.ThrowAsync<TimeoutException>(() => Ask(host, "user:1").AsTask());
        _isDown = false;
        (await Ask(host, "user:1")).ShouldBe("#5");
    }

    [Fact]
    public async Task What_was_invalidated_never_stands_in()
    {
        using var host = new CacheHost(Plain);
        await Ask(host, "user:1");
        _isDown = true;
        await host.Cache.RemoveByTagAsync("user");

        await Should.ThrowAsync<TimeoutException>(() => Ask(host, "user:1").AsTask());
    }

    [Fact]
    public async Task A_failure_is_not_kept()
    {
        using var host = new CacheHost(Plain);
        _isDown = true;
        await Should.ThrowAsync<TimeoutException>(() => Ask(host, "user:1").AsTask());
        _isDown = false;

        (await Ask(host, "user:1")).ShouldBe("#2");
    }

    [Fact]
    public async Task None_is_kept_for_a_time_of_its_own_or_not_at_all()
    {
        using var host = new CacheHost(Plain);
        string? found = null;

        (await Find(new())).ShouldBeNull();
        found = "there";
        (await Find(new())).ShouldBeNull();
        host.Time.Advance(TimeSpan.FromSeconds(30));
        (await Find(new())).ShouldBe("there");

        await host.Cache.RemoveAsync("user:1");
        found = null;
        (await Find(new() { NegativeTtl = TimeSpan.Zero })).ShouldBeNull();
        found = "there";
        (await Find(new())).ShouldBe("there");

        ValueTask<string?> Find(CacheEntryOptions options) => host.Cache.GetOrCreateAsync("user:1", _ => new ValueTask<string?>(found), options);
    }

    [Fact]
    public async Task Switched_off_it_keeps_nothing()
    {
        using var host = new CacheHost(options => options.Enabled = false);

        (await Ask(host, "user:1"), await Ask(host, "user:1")).ShouldBe(("#1", "#2"));
    }

    private static void Plain(CachingOptions options) => (options.JitterPercent, options.EarlyRefresh) = (0, false);

    private ValueTask<string> Ask(CacheHost host, string key) => host.Cache.GetOrCreateAsync(key, Make, tags: ["user"]);

    private ValueTask<string> Make(CancellationToken cancellationToken)
    {
        var call = Interlocked.Increment(ref _calls);
        return _isDown ? throw new TimeoutException() : new ValueTask<string>($"#{call}");
    }

    private static async Task Landed(CacheHost host)
    {
        while (host.Get<Flights<CacheEntry?>>().Count > 0)
        {
            await Task.Yield();
        }
    }
}
