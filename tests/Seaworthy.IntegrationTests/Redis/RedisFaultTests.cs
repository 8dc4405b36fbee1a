using System.Diagnostics;
using Seaworthy.Redis;
using Seaworthy.Redis.Commands;

namespace Seaworthy.IntegrationTests.Redis;

[Trait("Requirement", "R33")]
[Trait("Server", "Redis")]
public sealed class RedisFaultTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private RedisServer _server = null!;

    public async Task InitializeAsync() => _server = await RedisServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_killed_connection_is_made_anew_and_calls_meanwhile_fail_or_succeed_but_never_hang()
    {
        await using var client = await _server.ConnectAsync();
        for (var kills = 1; kills <= 20; kills++)
        {
            var calls = Enumerable.Range(0, 64).Select(_ => client.Data.IncrementAsync("n"u8).AsTask()).ToList();
            (await _server.SayAsync("CLIENT KILL TYPE normal SKIPME yes")).ShouldBe(":1");
            await UntilAsync(() => client.Data.Generation >= kills && client.Data.IsUp);
            await Task.WhenAny(Task.WhenAll(calls)).WaitAsync(Patience);
            calls.Where(call => call.IsFaulted).ShouldAllBe(call => ((RedisException)call.Exception!.InnerException!).Failure == RedisFailure.Unavailable);
        }

        (await client.Data.IncrementAsync("n"u8)).ShouldBeInRange(1, 64 * 20 + 1);
        client.Data.Generation.ShouldBe(20);
    }

    [Fact]
    public async Task A_frozen_server_fails_calls_at_their_deadline_then_at_once_and_answers_when_it_goes_on()
    {
        var options = _server.Options;
        options.CallTimeoutMs = 200;
        await using var client = await _server.ConnectAsync(options);
        _server.Freeze();
        try
        {
            (await Should.ThrowAsync<RedisException>(client.Data.PingAsync().AsTask().WaitAsync(Patience))).Failure.ShouldBe(RedisFailure.Timeout);
            var started = Stopwatch.GetTimestamp();
            for (var i = 0; i < 100; i++)
            {
                (await Should.ThrowAsync<RedisException>(client.Data.PingAsync().AsTask())).Failure.ShouldBe(RedisFailure.Unavailable);
            }

            Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromMilliseconds(200 * 10)); // together, not one by one
        }
        finally
        {
            _server.GoOn();
        }

        await UntilAnswersAsync(client);
        client.Data.Generation.ShouldBe(0); // the connection was kept
    }

    [Fact]
    public async Task A_server_that_stays_frozen_costs_the_tracked_connection_its_generation_within_the_silence_allowed()
    {
        var options = _server.Options;
        options.TrackedSilenceMs = 300;
        await using var client = await _server.ConnectAsync(options, new NewsOfKeys());
        _server.Freeze();
        var started = Stopwatch.GetTimestamp();
        try
        {
            await UntilAsync(() => !client.Tracked!.IsCurrent(0));
            await UntilAsync(() => client.Tracked!.Generation == 1);
            Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(5));
        }
        finally
        {
            _server.GoOn();
        }

        await UntilAsync(() => client.Tracked!.IsCurrent(client.Tracked.Generation));
    }

    [Fact]
    public async Task A_server_that_comes_back_empty_is_used_again_and_told_the_script_again()
    {
        await using var client = await _server.ConnectAsync();
        var (script, results) = (new RedisScript("return redis.call('INCR', KEYS[1])"), new long[1]);
        ReadOnlyMemory<byte>[] keys = ["n"u8.ToArray()];
        await client.Data.EvaluateAsync(script, keys, default, results);
        await _server.StopAsync();
        await UntilAsync(() => !client.Data.IsUp);
        var failure = await Should.ThrowAsync<RedisException>(client.Data.PingAsync().AsTask());
        (failure.Failure, failure.MayHaveRun, failure.IsTransient).ShouldBe((RedisFailure.Unavailable, false, true));

        await _server.StartAgainAsync();
        await UntilAnswersAsync(client);

        await client.Data.EvaluateAsync(script, keys, default, results);
        results[0].ShouldBe(1);
        await _server.SayAsync("SCRIPT FLUSH SYNC");
        await client.Data.EvaluateAsync(script, keys, default, results);
        results[0].ShouldBe(2);
    }

    private static async Task UntilAnswersAsync(RedisClient client)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                await client.Data.PingAsync();
                return;
            }
            catch (RedisException) when (Stopwatch.GetElapsedTime(started) < Patience)
            {
                await Task.Yield();
            }
        }
    }

    private static async Task UntilAsync(Func<bool> isTrue)
    {
        var started = Stopwatch.GetTimestamp();
        while (!isTrue())
        {
            Stopwatch.GetElapsedTime(started).ShouldBeLessThan(Patience);
            await Task.Yield();
        }
    }
}
