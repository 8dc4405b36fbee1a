using System.Diagnostics;
using Seaworthy.Redis;
using Seaworthy.Redis.Commands;
using Seaworthy.Tests.Hosting;

namespace Seaworthy.Tests.Redis;

[Trait("Requirement", "R33")]
public sealed class ConnectionTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);
    private readonly FakeRedis _server = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task The_greeting_is_one_write_and_says_who_which_database_and_which_protocol()
    {
        var options = _server.Options;
        options.Url = $"redis://app:p%40ss@127.0.0.1:{_server.Port}/19";
        await using var client = new RedisClient(options);
        client.Start();
        using var peer = await _server.AcceptAsync();

        await peer.ExpectAsync("HELLO", "3", "AUTH", "app", "p@ss", "SETNAME", "seaworthy");
        await peer.ExpectAsync("SELECT", "19");
        await peer.ExpectAsync("CLIENT", "SETINFO", "LIB-NAME", "seaworthy");
        (await peer.CommandAsync())[..3].ShouldBe(["CLIENT", "SETINFO", "LIB-VER"]);
        client.Data.IsUp.ShouldBeFalse();
    }

    [Theory]
    [InlineData("-WRONGPASS invalid username-password pair or user is disabled.\r\n", "WRONGPASS", "redis://user:password@host")]
    [InlineData("-ERR unknown command 'HELLO', with args beginning with: '3' \r\n", "ERR", "Redis 7 or later")]
    [InlineData("-NOPERM this user has no permissions to run the 'hello' command\r\n", "NOPERM", "needs the right to HELLO")]
    [InlineData("%1\r\n+version\r\n+6.2.7\r\n", null, "use 7 or later")]
    public async Task Whoever_is_not_let_in_is_told_why_and_what_to_do(string answer, string? code, string repair)
    {
        await using var client = new RedisClient(_server.Options);
        client.Start();
        using var peer = await _server.AcceptAsync();
        await peer.CommandAsync();
        await peer.SayAsync(answer);
        using var next = await _server.AcceptAsync(); // it tries again, since somebody may mend it

        var failure = client.Data.LastFailure!;
        (failure.Failure, failure.Code, failure.IsTransient).ShouldBe((RedisFailure.Server, code, false));
        failure.Message.ShouldContain(repair);
        (await Should.ThrowAsync<RedisException>(client.Data.PingAsync().AsTask())).Message.ShouldContain(repair);
    }

    [Fact]
    public async Task A_replica_is_not_used_and_the_name_is_asked_for_again_until_it_leads_to_a_primary()
    {
        await using var client = new RedisClient(_server.Options);
        client.Start();
        using var replica = await _server.AcceptAsync();
        await replica.CommandAsync();
        await replica.SayAsync(FakeRedis.HelloOfReplica);
        using var primary = await _server.AcceptAsync();
        var failure = client.Data.LastFailure!;
        (failure.Failure, failure.IsTransient).ShouldBe((RedisFailure.Unavailable, true));
        failure.Message.ShouldContain("is a replica");

        await primary.GreetAsync(FakeRedis.Hello.Replace("%3", "%4", StringComparison.Ordinal) + "+role\r\n+master\r\n");

        await client.WaitUntilUpAsync().WaitAsync(Patience);
    }

    [Fact]
    public async Task Where_nobody_listens_every_call_fails_at_once()
    {
        var options = _server.Options;
        await _server.DisposeAsync();
        await using var client = new RedisClient(options);
        (await Should.ThrowAsync<RedisException>(client.Data.PingAsync().AsTask())).Message.ShouldContain("not been started");
        client.Start();

        var started = Stopwatch.GetTimestamp();
        var failure = await Should.ThrowAsync<RedisException>(client.Data.PingAsync().AsTask());

        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(1)); // not the 5 s of a connect
        (failure.Failure, failure.IsTransient, failure.MayHaveRun).ShouldBe((RedisFailure.Unavailable, true, false));
    }

    [Fact]
    public async Task When_the_connection_breaks_every_call_that_waits_fails_and_the_generation_is_up_before_they_are_told()
    {
        var (client, peer) = await _server.ConnectAsync();
        await using var closing = client;
        var before = client.Data.Generation;
        var seen = new List<long>();
        var calls = Enumerable.Range(0, 100).Select(_ => WaitAsync()).ToList();
        for (var i = 0; i < 100; i++)
        {
            await peer.ExpectAsync("INCR", "n");
        }

        await peer.SayAsync(":1\r\n:2");
        peer.Dispose();

        var failures = await Task.WhenAll(calls).WaitAsync(Patience);
        failures.Count(failure => failure is null).ShouldBe(1);
        failures.Where(failure => failure is not null).ShouldAllBe(failure => failure!.Failure == RedisFailure.Unavailable && failure.MayHaveRun && failure.IsTransient);
        seen.ShouldAllBe(generation => generation == before + 1);

        async Task<RedisException?> WaitAsync()
        {
            try
            {
                await client.Data.IncrementAsync("n"u8);
                return null;
            }
            catch (RedisException failure)
            {
                lock (seen)
                {
                    seen.Add(client.Data.Generation);
                }

                return failure;
            }
        }
    }

    [Fact]
    public async Task A_replica_that_was_the_primary_is_left_and_its_name_asked_for_again()
    {
        var (client, peer) = await _server.ConnectAsync();
        await using var closing = client;
        var (write, other) = (client.Data.IncrementAsync("n"u8).AsTask(), client.Data.PingAsync().AsTask());
        await peer.ExpectAsync("INCR", "n");
        await peer.SayAsync("-READONLY You can't write against a read only replica.\r\n");

        var refused = await Should.ThrowAsync<RedisException>(write.WaitAsync(Patience));
        (refused.Code, refused.IsTransient, refused.MayHaveRun).ShouldBe(("READONLY", true, false));
        (await Should.ThrowAsync<RedisException>(other.WaitAsync(Patience))).Message.ShouldContain("is a replica by now");
        using var next = await _server.GreetAsync();
        await client.WaitUntilUpAsync().WaitAsync(Patience);
        (client.Data.Counts.Reconnects, client.Data.Counts.Failures(RedisFailure.Server), client.Data.Counts.Failures(RedisFailure.Unavailable)).ShouldBe((1, 1, 1));
    }

    [Fact]
    public async Task A_frozen_server_fails_calls_at_their_deadline_then_at_once_until_it_answers_again()
    {
        var time = new ManualTime();
        var options = _server.Options;
        (options.CallTimeoutMs, options.KeepAliveMs) = (250, 600_000);
        var (client, peer) = await _server.ConnectAsync(options, time);
        await using var closing = client;
        var room = new byte[8];
        var (first, patient) = (client.Data.GetAsync("a"u8, room).AsTask(), client.Data.IncrementAsync("b"u8, TimeSpan.FromMinutes(5)).AsTask());
        for (var elapsed = 0; elapsed < 250; elapsed += 10)
        {
            time.Advance(Tick);
            first.IsCompleted.ShouldBeFalse();
        }

        time.Advance(Tick);
        var late = await Should.ThrowAsync<RedisException>(first.WaitAsync(Patience));
        (late.Failure, late.IsTransient, late.MayHaveRun).ShouldBe((RedisFailure.Timeout, true, true));
        var next = client.Data.IncrementAsync("c"u8).AsTask();
        next.IsCompleted.ShouldBeTrue();
        (await Should.ThrowAsync<RedisException>(next)).Message.ShouldContain("calls fail at once until it does");

        await peer.SayAsync("$4\r\nlate\r\n:9\r\n");
        (await patient.WaitAsync(Patience)).ShouldBe(9);
        room.ShouldBe(new byte[8]); // whoever gave up may use its memory for something else
        var again = client.Data.IncrementAsync("d"u8).AsTask();
        await peer.ExpectAsync("GET", "a");
        await peer.ExpectAsync("INCR", "b");
        await peer.ExpectAsync("INCR", "d");
        await peer.SayAsync(":1\r\n");
        (await again.WaitAsync(Patience)).ShouldBe(1);
    }

    [Fact]
    public async Task A_slow_call_beside_fast_ones_is_late_alone()
    {
        var time = new ManualTime();
        var options = _server.Options;
        options.KeepAliveMs = 600_000;
        var (client, peer) = await _server.ConnectAsync(options, time);
        await using var closing = client;
        var first = client.Data.IncrementAsync("a"u8);
        var slow = client.Data.IncrementAsync("b"u8, TimeSpan.FromMilliseconds(50)).AsTask();
        time.Advance(Tick);
        time.Advance(Tick);
        await peer.SayAsync(":1\r\n");
        (await first).ShouldBe(1);

        for (var ticks = 0; ticks < 5; ticks++)
        {
            time.Advance(Tick);
        }

        (await Should.ThrowAsync<RedisException>(slow.WaitAsync(Patience))).Failure.ShouldBe(RedisFailure.Timeout);
        var next = client.Data.IncrementAsync("c"u8).AsTask();
        await peer.SayAsync(":2\r\n:3\r\n");
        (await next.WaitAsync(Patience)).ShouldBe(3);
    }

    [Fact]
    public async Task More_calls_than_may_wait_are_refused_at_once_and_are_not_sent()
    {
        var options = _server.Options;
        options.MaxInFlight = 4;
        var (client, peer) = await _server.ConnectAsync(options);
        await using var closing = client;
        var calls = Enumerable.Range(0, 4).Select(_ => client.Data.IncrementAsync("n"u8).AsTask()).ToList();

        var refused = await Should.ThrowAsync<RedisException>(client.Data.IncrementAsync("n"u8).AsTask());

        (refused.Failure, refused.IsTransient, refused.MayHaveRun).ShouldBe((RedisFailure.Busy, true, false));
        await peer.SayAsync(":1\r\n:2\r\n:3\r\n:4\r\n");
        await Task.WhenAll(calls).WaitAsync(Patience);
        var next = client.Data.IncrementAsync("n"u8).AsTask();
        await peer.SayAsync(":5\r\n");
        (await next.WaitAsync(Patience)).ShouldBe(5);
    }

    [Fact]
    public async Task More_bytes_than_may_wait_are_refused()
    {
        var options = _server.Options;
        options.MaxUnsentBytes = 64 * 1024;
        var (client, _) = await _server.ConnectAsync(options);
        await using var closing = client;

        var refused = await Should.ThrowAsync<RedisException>(client.Data.SetAsync("k"u8, new byte[66_000], TimeSpan.Zero).AsTask());

        refused.Failure.ShouldBe(RedisFailure.Busy);
        refused.Message.ShouldContain("MaxUnsentBytes");
    }

    [Fact]
    public async Task A_link_over_which_nothing_comes_is_given_up_after_the_silence_allowed()
    {
        var time = new ManualTime();
        var options = _server.Options;
        options.KeepAliveMs = 3000;
        var (client, peer) = await _server.ConnectAsync(options, time);
        await using var closing = client;

        await UntilAllIsHeardAsync();
        time.Advance(TimeSpan.FromSeconds(1));
        await peer.ExpectAsync("PING");
        await peer.SayAsync("+PONG\r\n");
        await UntilAllIsHeardAsync();
        time.Advance(TimeSpan.FromSeconds(1));
        await peer.ExpectAsync("PING"); // which is not answered
        using var patience = new CancellationTokenSource(Patience);
        while (client.Data.LastFailure is null)
        {
            // Whoever looks does so once a second, and must have come to wait for the next one. From the failure on the clock stands: the next connection has a time of its own.
            if (time.Next <= TimeSpan.FromSeconds(1))
            {
                time.Advance(TimeSpan.FromSeconds(1));
            }

            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        client.Data.LastFailure.Message.ShouldContain("has said nothing for");
        await peer.ClosedAsync();
        client.Data.Generation.ShouldBe(1);

        // Answers come in their order. One that is heard when the clock has moved on counts as a sign of life of then.
        async Task UntilAllIsHeardAsync()
        {
            var call = client.Data.IncrementAsync("a"u8).AsTask();
            await peer.CommandAsync();
            await peer.SayAsync(":1\r\n");
            await call;
        }
    }

    [Fact]
    public async Task Closing_waits_for_answers_and_takes_no_more_calls()
    {
        var (client, peer) = await _server.ConnectAsync();
        var call = client.Data.IncrementAsync("a"u8).AsTask();
        var closing = client.DisposeAsync().AsTask();

        (await Should.ThrowAsync<RedisException>(client.Data.IncrementAsync("b"u8).AsTask())).IsTransient.ShouldBeFalse();
        closing.IsCompleted.ShouldBeFalse();
        await peer.SayAsync(":1\r\n");

        (await call.WaitAsync(Patience)).ShouldBe(1);
        await closing.WaitAsync(Patience);
        await peer.ClosedAsync();
        await client.DisposeAsync();
        client.Start();
        client.Data.IsUp.ShouldBeFalse();
    }
}
