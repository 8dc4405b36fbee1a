using System.Collections.Concurrent;
using System.Diagnostics;
using Seaworthy.Caching;
using Seaworthy.Caching.Shared;
using Xunit.Abstractions;

namespace Seaworthy.IntegrationTests.Caching;

/// <summary>
/// Two processes under load whose Redis is stopped, frozen, emptied or slow. Here that is for twice as long as they need to notice it, nobody may see an error
/// and all must come back; <c>./test deep outage</c>, on a machine that does nothing else, takes longer and holds the times too.
/// </summary>
[Trait("Requirement", "R37")]
[Trait("Requirement", "R23")]
[Trait("Server", "Redis")]
public sealed class RedisOutageTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Callers = 8;
    private const int Keys = 200;
    private const int Silence = 300;
    private static readonly bool IsTimed = Environment.GetEnvironmentVariable("SEAWORTHY_OUTAGE_TIMED") is { Length: > 0 };
    private static readonly TimeSpan Away = TimeSpan.FromMilliseconds(IsTimed ? 2000 : 2 * Silence);

    private readonly ConcurrentQueue<(long Began, long Ended)> _calls = new();
    private readonly ConcurrentQueue<Exception> _faults = new();
    private RedisServer _redis = null!;
    private FaultyLink _link = null!;
    private CacheNode[] _nodes = [];

    public async Task InitializeAsync()
    {
        _redis = await RedisServer.StartAsync();
        _link = new FaultyLink(_redis.Url);
        var application = Guid.NewGuid().ToString("N");
        _nodes = [await StartAsync(application), await StartAsync(application)];
    }

    public async Task DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }

        await _link.DisposeAsync();
        await _redis.DisposeAsync();
    }

    [Theory]
    [InlineData("stopped")]
    [InlineData("frozen")]
    [InlineData("emptied")]
    [InlineData("slow")]
    public async Task Nobody_sees_an_error_while_Redis_is_away_and_it_is_used_again_when_it_is_back(string fault)
    {
        using var ended = new CancellationTokenSource();
        var load = Enumerable.Range(0, Callers).Select(caller => Task.Run(() => CallAsync(new Random(caller), ended.Token), CancellationToken.None)).ToArray();
        await Task.Delay(Away);
        var hurt = Stopwatch.GetTimestamp();
        await HurtAsync(fault);
        await Task.Delay(Away);
        await HealAsync(fault);
        var healed = Stopwatch.GetTimestamp();
        await Wait.UntilAsync(() => _nodes.All(node => node.Get<TagTrust>().IsAskable));
        var askable = Stopwatch.GetElapsedTime(healed);
        foreach (var node in _nodes)
        {
            await node.UntilOpenAsync();
        }

        var open = Stopwatch.GetElapsedTime(healed);
        await Task.Delay(Away);
        await ended.CancelAsync();
        await Task.WhenAll(load);

        var back = healed + (Stopwatch.Frequency / 4);
        var (before, meanwhile, after) = (P99(0, hurt), P99(hurt, healed), P99(back, long.MaxValue));
        output.WriteLine($"{fault}: p99 {before:0.0} ms before, {meanwhile:0.0} meanwhile, {after:0.0} from 250 ms after its return; asked again after {askable.TotalMilliseconds:0} ms, relied on after {open.TotalMilliseconds:0}");
        _faults.ShouldBeEmpty();
        if (IsTimed)
        {
            meanwhile.ShouldBeLessThanOrEqualTo(before + 20);
            after.ShouldBeLessThanOrEqualTo(before + 20);
            askable.ShouldBeLessThan(TimeSpan.FromMilliseconds(250));
        }
    }

    [Fact]
    public async Task What_was_changed_while_Redis_was_away_is_told_when_it_is_back()
    {
        var (here, there) = (_nodes[0], _nodes[1]);
        (await there.GetAsync("row:1", () => "old", "row:1")).ShouldBe("old");
        _redis.Freeze();
        await Wait.UntilAsync(async () =>
        {
            await here.GetAsync("row:2", () => "any"); // whoever asks finds out that it is away
            return !here.Get<TagTrust>().IsAskable;
        });
        (await here.Invalidation.MarkAsync(["row:1"])).ShouldBeNull();
        await here.Invalidation.InvalidateAsync(["row:1"], null);
        (await here.GetAsync("row:1", () => "new", "row:1")).ShouldBe("new");
        here.Get<SharedLink>().Untold.ShouldBe(1);

        _redis.GoOn();

        await Wait.UntilAsync(async () => await there.GetAsync("row:1", () => "new", "row:1") == "new");
        await Wait.UntilAsync(() => here.Get<SharedLink>().Untold == 0);
        await Wait.UntilAsync(() => here.Get<TagTrust>().IsOpen && here.Get<SharedLink>().IsReadable);
        (await here.GetAsync("row:1", () => "newer", "row:1")).ShouldBe("new");
    }

    [Fact]
    public async Task When_it_is_back_it_can_be_told_at_once_and_is_believed_when_others_have_had_time_to_tell_it()
    {
        var application = Guid.NewGuid().ToString("N");
        await using var here = await StartAsync(application);
        await using var there = await StartAsync(application, longestPauseMs: 60_000);
        await here.GetAsync("row:1", () => "old", "row:1");
        _redis.Freeze();
        await Wait.UntilAsync(async () =>
        {
            await there.GetAsync("row:2", () => "any");
            return !there.Get<TagTrust>().IsAskable;
        });
        _redis.GoOn();

        await Wait.UntilAsync(() => there.Get<TagTrust>().IsAskable);

        (await there.GetAsync("row:1", () => "new", "row:1")).ShouldBe("new");
        (await there.Invalidation.MarkAsync(["row:1"])).ShouldNotBeNull();
        await there.Invalidation.InvalidateAsync(["row:1"], null);
        await Wait.UntilAsync(async () => await here.GetAsync("row:1", () => "newer", "row:1") == "newer");
    }

    [Fact]
    public async Task Nothing_is_served_of_a_server_that_is_not_the_one_that_was_here()
    {
        var (here, there) = (_nodes[0], _nodes[1]);
        (await here.GetAsync("row:1", () => "old")).ShouldBe("old");
        var epoch = there.Get<TagTrust>().Epoch;
        await _redis.SayAsync($"SET {System.Text.Encoding.UTF8.GetString(there.Get<SharedKeys>().Server.Span)} another");
        await _redis.SayAsync("CLIENT KILL TYPE normal SKIPME yes");
        await _redis.SayAsync("CLIENT KILL TYPE pubsub SKIPME yes");

        await Wait.UntilAsync(() => there.Get<TagTrust>().Epoch > epoch);

        (await there.GetAsync("row:1", () => "new")).ShouldBe("new");
    }

    [Fact]
    public async Task Nothing_is_served_that_was_kept_before_Redis_was_emptied()
    {
        var there = _nodes[1];
        await Wait.UntilAsync(async () =>
        {
            await there.GetAsync("row:1", () => "old", "row:1");
            return there.Get<FirstLevel>().TryGet("row:1", there.Get<CacheClock>().Now, out _);
        });
        var epoch = there.Get<TagTrust>().Epoch;

        await _redis.SayAsync("FLUSHALL");
        await Wait.UntilAsync(() => there.Get<TagTrust>().Epoch > epoch);

        (await there.GetAsync("row:1", () => "new", "row:1")).ShouldBe("new");
    }

    [Fact]
    public async Task While_Redis_is_away_a_value_is_kept_for_less_than_half_a_second()
    {
        await _redis.StopAsync();
        await Wait.UntilAsync(() => !_nodes[0].Get<TagTrust>().IsOpen);
        var made = 0;
        var started = Stopwatch.GetTimestamp();
        var longest = TimeSpan.Zero;
        for (var madeAt = started; Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(2);)
        {
            var asked = Stopwatch.GetTimestamp();
            var before = made;
            await _nodes[0].GetAsync("row:1", () => $"{++made}");
            (madeAt, longest) = made > before ? (Stopwatch.GetTimestamp(), longest) : (madeAt, TimeSpan.FromTicks(Math.Max(longest.Ticks, Stopwatch.GetElapsedTime(madeAt, asked).Ticks)));
            await Task.Delay(1);
        }

        made.ShouldBeInRange(4, 100);
        longest.ShouldBeLessThan(TimeSpan.FromMilliseconds(500));
        await _redis.StartAgainAsync();
        await _nodes[0].UntilOpenAsync();
    }

    private Task<CacheNode> StartAsync(string application, int longestPauseMs = 100) => CacheNode.StartAsync(_link.Url, application, (options, redis) =>
    {
        redis.ReconnectMaxMs = longestPauseMs;
        (options.SecondLevelTimeoutMs, redis.CallTimeoutMs) = (new CachingOptions().SecondLevelTimeoutMs, 250);
        (redis.TrackedSilenceMs, redis.KeepAliveMs) = (Silence, Silence);
    });

    private async Task HurtAsync(string fault)
    {
        switch (fault)
        {
            case "stopped":
                await _redis.StopAsync();
                break;
            case "frozen":
                _redis.Freeze();
                break;
            case "emptied":
                await _redis.SayAsync("FLUSHALL");
                break;
            default:
                _link.Delay = TimeSpan.FromMilliseconds(100);
                break;
        }
    }

    private async Task HealAsync(string fault)
    {
        switch (fault)
        {
            case "stopped":
                await _redis.StartAgainAsync();
                break;
            case "frozen":
                _redis.GoOn();
                break;
            default:
                _link.Delay = TimeSpan.Zero;
                break;
        }
    }

    private async Task CallAsync(Random random, CancellationToken ended)
    {
        while (!ended.IsCancellationRequested)
        {
            var (node, key, began) = (_nodes[random.Next(_nodes.Length)], $"row:{random.Next(Keys)}", Stopwatch.GetTimestamp());
            try
            {
                if (random.Next(30) == 0)
                {
                    var writer = await node.Invalidation.MarkAsync([key]);
                    await node.Invalidation.InvalidateAsync([key], writer);
                }
                else
                {
                    await node.GetAsync(key, () => key, key);
                }
            }
            catch (Exception exception)
            {
                _faults.Enqueue(exception);
            }

            _calls.Enqueue((began, Stopwatch.GetTimestamp()));
            await Task.Delay(1, CancellationToken.None);
        }
    }

    private double P99(long from, long to)
    {
        var times = _calls.Where(call => call.Began >= from && call.Began < to).Select(call => Stopwatch.GetElapsedTime(call.Began, call.Ended).TotalMilliseconds).Order().ToArray();
        return times[(int)(times.Length * 0.99)];
    }
}
