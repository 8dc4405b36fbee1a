using System.Diagnostics;
using Seaworthy.Caching;
using Seaworthy.Caching.Shared;

namespace Seaworthy.IntegrationTests.Caching;

/// <summary>A Redis that reads and answers as ever, and takes no writes: whoever changes something can tell nobody, and nobody's connection is the worse for it.</summary>
[Trait("Requirement", "R37")]
[Trait("Server", "Redis")]
public sealed class RedisRefusalTests : IAsyncLifetime
{
    private const int Deadline = 100;
    private const int Silence = 300;

    private RedisServer _redis = null!;
    private CacheNode _here = null!;
    private CacheNode _there = null!;

    public async Task InitializeAsync()
    {
        _redis = await RedisServer.StartAsync("--maxmemory-policy", "noeviction");
        var application = Guid.NewGuid().ToString("N");
        (_here, _there) = (await StartAsync(application), await StartAsync(application));
    }

    public async Task DisposeAsync()
    {
        await _here.DisposeAsync();
        await _there.DisposeAsync();
        await _redis.DisposeAsync();
    }

    [Fact]
    public async Task With_maxmemory_reached_nobody_waits_longer_than_the_deadline_and_a_change_is_seen_elsewhere_within_half_a_second()
    {
        await _here.GetAsync("row:1", () => "old", "row:1");
        await Wait.UntilAsync(async () => // kept there until it is told otherwise
            await _there.GetAsync("row:1", () => "old", "row:1") == "old" && _there.Get<FirstLevel>().TryGet("row:1", _there.Get<CacheClock>().Now, out _));
        (await _redis.SayAsync("CONFIG SET maxmemory 1")).ShouldBe("+OK");

        var asked = Stopwatch.GetTimestamp();
        (await _here.GetAsync("row:2", () => "any", "row:2")).ShouldBe("any");
        Stopwatch.GetElapsedTime(asked).ShouldBeLessThan(TimeSpan.FromMilliseconds(SecondLevelTimes.TurnMs / 2));

        await _here.Invalidation.InvalidateAsync(["row:1"], await _here.Invalidation.MarkAsync(["row:1"]));
        var (changed, stale) = (Stopwatch.GetTimestamp(), TimeSpan.Zero);
        await Wait.UntilAsync(async () =>
        {
            var age = Stopwatch.GetElapsedTime(changed);
            var isOld = await _there.GetAsync("row:1", () => "new", "row:1") == "old";
            stale = isOld ? age : stale;
            return !isOld;
        });
        stale.ShouldBeLessThan(TimeSpan.FromMilliseconds(500));
        (await _here.GetAsync("row:1", () => "new", "row:1")).ShouldBe("new");
    }

    [Fact]
    public async Task When_it_takes_writes_again_what_was_changed_is_told_and_values_are_shared_as_before()
    {
        await _redis.SayAsync("CONFIG SET maxmemory 1");
        await Wait.UntilAsync(() => !_there.Get<TagTrust>().IsAskable); // which has not been asked for anything
        await _here.Invalidation.InvalidateAsync(["row:1"], null);

        await _redis.SayAsync("CONFIG SET maxmemory 0");

        await Wait.UntilAsync(() => _here.Get<TagTrust>().IsOpen && _here.Get<SharedLink>().Untold == 0);
        var row = 2;
        await Wait.UntilAsync(async () =>
        {
            await _here.GetAsync($"row:{++row}", () => "here", "rows");
            return await _there.GetAsync($"row:{row}", () => "there", "rows") == "here";
        });
    }

    private Task<CacheNode> StartAsync(string application) => CacheNode.StartAsync(_redis.Url.ToString(), application, (options, redis) =>
    {
        (options.SecondLevelTimeoutMs, redis.CallTimeoutMs) = (Deadline, 250);
        (redis.TrackedSilenceMs, redis.KeepAliveMs) = (Silence, Silence);
    });
}
