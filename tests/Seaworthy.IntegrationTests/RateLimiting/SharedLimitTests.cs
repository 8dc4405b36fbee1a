using Seaworthy.RateLimiting;

namespace Seaworthy.IntegrationTests.RateLimiting;

/// <summary>Shared limits without HTTP: what is asked, what is known, what holds without Redis.</summary>
[Trait("Requirement", "R1")]
[Trait("Server", "Redis")]
public sealed class SharedLimitTests : IAsyncLifetime
{
    private RedisServer _server = null!;

    public async Task InitializeAsync() => _server = await RedisServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Many_at_once_on_two_nodes_get_exactly_what_fits_in_fewer_calls_than_they_are()
    {
        await using var one = await LimitNode.StartAsync(_server);
        await using var other = await LimitNode.StartAsync(_server);
        var policy = LimitNode.Policy("orders", new(50, 3_600_000_000));
        var calls = one.Counts.Calls + other.Counts.Calls;

        var decisions = await Task.WhenAll(Enumerable.Range(0, 400).Select(i => (i % 2 == 0 ? one : other).DecideAsync((policy, "ada", 1))));

        decisions.Count(decision => !decision.IsRefused).ShouldBe(50);
        (one.Counts.Calls + other.Counts.Calls - calls).ShouldBeLessThan(200);
    }

    [Fact]
    public async Task Several_limits_take_all_or_nothing_and_a_watched_one_never_refuses()
    {
        await using var node = await LimitNode.StartAsync(_server);
        var (wide, narrow) = (LimitNode.Policy("wide", new(10, 3_600_000_000)), LimitNode.Policy("narrow", new(2, 3_600_000_000)));
        var watched = LimitNode.Policy("watched", new(1, 3_600_000_000) { IsShadow = true });

        for (var i = 0; i < 5; i++)
        {
            (await node.DecideAsync((wide, "ada", 1), (watched, "ada", 1), (narrow, "ada", 1))).IsRefused.ShouldBe(i >= 2);
        }

        (await node.DecideAsync((wide, "ada", 1)))[0].Reading.Left.ShouldBe(7);
    }

    [Fact]
    public async Task Whoever_is_known_to_be_refused_costs_Redis_nothing()
    {
        await using var node = await LimitNode.StartAsync(_server);
        var (even, sliding) = (LimitNode.Policy("even", new(3, 3_600_000_000)), LimitNode.Policy("sliding", new(3, 3_600_000_000) { Algorithm = LimitAlgorithm.SlidingWindow }));
        foreach (var policy in (LimitPolicy[])[even, sliding])
        {
            for (var i = 0; i < 3; i++)
            {
                (await node.DecideAsync((policy, "ada", 1))).IsRefused.ShouldBeFalse();
            }

            var asked = node.Counts.Calls;
            for (var i = 0; i < 100; i++)
            {
                var decision = await node.DecideAsync((policy, "ada", 1));
                (decision.IsRefused, decision.By, decision[0].Reading.Left).ShouldBe((true, LimitDecider.Known, 0));
                decision[0].Reading.Seconds.ShouldBeInRange(1, 7200);
            }

            node.Counts.Calls.ShouldBe(asked);
            (await node.DecideAsync((policy, "bob", 1))).By.ShouldBe(LimitDecider.Redis);
        }
    }

    [Fact]
    public async Task A_client_who_owes_nothing_any_more_has_no_key()
    {
        await using var node = await LimitNode.StartAsync(_server);
        await node.DecideAsync((LimitNode.Policy("orders", new(100, 60_000_000)), "ada", 5));
        await node.DecideAsync((LimitNode.Policy("posts", new(100, 60_000_000) { Algorithm = LimitAlgorithm.SlidingWindow }), "ada", 5));

        Left(await _server.SayAsync("PTTL limit:test:orders:100/60:=ada")).ShouldBeInRange(1, 3_001);
        Left(await _server.SayAsync("PTTL limit:test:posts:100/60s:=ada")).ShouldBeInRange(60_000, 120_001);
    }

    [Fact]
    public async Task Changed_numbers_begin_anew_and_a_limit_that_is_only_watched_no_longer_goes_on()
    {
        await using var node = await LimitNode.StartAsync(_server);
        await node.DecideAsync((LimitNode.Policy("orders", new(10, 3_600_000_000) { IsShadow = true }), "ada", 4));

        (await node.DecideAsync((LimitNode.Policy("orders", new(10, 3_600_000_000)), "ada", 1)))[0].Reading.Left.ShouldBe(5);
        (await node.DecideAsync((LimitNode.Policy("orders", new(11, 3_600_000_000)), "ada", 1)))[0].Reading.Left.ShouldBe(10);
    }

    [Fact]
    public async Task A_script_that_Redis_has_forgotten_is_sent_again()
    {
        await using var node = await LimitNode.StartAsync(_server);
        (await _server.SayAsync("SCRIPT FLUSH")).ShouldBe("+OK");

        (await node.DecideAsync((LimitNode.Policy("orders", new(10, 3_600_000_000)), "ada", 1))).By.ShouldBe(LimitDecider.Redis);
    }

    [Fact]
    public async Task While_Redis_is_away_each_limit_does_what_it_was_told_to()
    {
        await using var node = await LimitNode.StartAsync(_server);
        await _server.StopAsync();
        var open = LimitNode.Policy("open", new(1, 3_600_000_000), LimitWhenAway.Open);
        var closed = LimitNode.Policy("closed", new(1000, 3_600_000_000), LimitWhenAway.Closed);
        var share = LimitNode.Policy("share", new(100, 3_600_000_000), LimitWhenAway.Share, nodes: 4);

        (await Refused(node, 50, (open, "ada", 1))).ShouldBe(0);
        (await Refused(node, 50, (closed, "ada", 1))).ShouldBe(50);
        (await Refused(node, 50, (share, "ada", 1))).ShouldBe(25);
        (await Refused(node, 50, (share, "bob", 1), (closed, "bob", 1))).ShouldBe(50);
        (await Refused(node, 50, (share, "bob", 2), (open, "bob", 1))).ShouldBe(38); // nothing was taken above
        (await node.DecideAsync((share, "eve", 100))).IsRefused.ShouldBeFalse(); // costs all of the part
        (await Refused(node, 5, (LimitNode.Policy("watched", new(1, 3_600_000_000) { IsShadow = true }, LimitWhenAway.Closed), "ada", 1))).ShouldBe(0);
        node.Counts.ByAway.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_frozen_Redis_keeps_a_decision_waiting_for_the_patience_and_no_later_one_at_all_and_its_first_word_ends_it()
    {
        var patience = TimeSpan.FromMilliseconds(300);
        await using var node = await LimitNode.StartAsync(_server, patience: patience);
        var policy = LimitNode.Policy("orders", new(1000, 3_600_000_000));
        _server.Freeze();
        try
        {
            var first = LimitNode.Ask(node.Now, (policy, "ada", 1));
            var waiting = node.DecideAsync(first);
            waiting.IsCompleted.ShouldBeFalse();
            await waiting;
            first.By.ShouldBe(LimitDecider.Away);

            for (var i = 0; i < 1000; i++)
            {
                var later = LimitNode.Ask(node.Now, (policy, "ada", 1));
                var decided = node.DecideAsync(later);
                decided.IsCompleted.ShouldBeTrue();
                await decided;
            }
        }
        finally
        {
            _server.GoOn();
        }

        await UntilAsync(async () => (await node.DecideAsync((policy, "ada", 1))).By == LimitDecider.Redis);
    }

    [Fact]
    public async Task A_Redis_that_comes_back_empty_counts_again()
    {
        await using var node = await LimitNode.StartAsync(_server);
        var policy = LimitNode.Policy("orders", new(10, 3_600_000_000));
        await node.DecideAsync((policy, "ada", 4));
        await _server.StopAsync();
        (await node.DecideAsync((policy, "ada", 1))).By.ShouldBe(LimitDecider.Away);
        await _server.StartAgainAsync();

        await UntilAsync(async () => (await node.DecideAsync((policy, "bob", 1))).By == LimitDecider.Redis);
        (await node.DecideAsync((policy, "ada", 1)))[0].Reading.Left.ShouldBe(9);
    }

    private static long Left(string reply) => long.Parse(reply[1..]);

    private static async Task<int> Refused(LimitNode node, int times, params (LimitPolicy, string, long)[] limits)
    {
        var refused = 0;
        for (var i = 0; i < times; i++)
        {
            refused += (await node.DecideAsync(limits)).IsRefused ? 1 : 0;
        }

        return refused;
    }

    private static async Task UntilAsync(Func<Task<bool>> isTrue)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await isTrue())
        {
            TimeProvider.System.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(20));
            await Task.Yield();
        }
    }
}
