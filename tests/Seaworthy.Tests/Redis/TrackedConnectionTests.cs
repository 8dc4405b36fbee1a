using System.Text;
using Seaworthy.Redis;
using Seaworthy.Redis.Commands;
using Seaworthy.Redis.Connection;
using Seaworthy.Tests.Hosting;

namespace Seaworthy.Tests.Redis;

/// <summary>What is kept of a reply must be thrown away by every later change and by no earlier one.</summary>
[Trait("Requirement", "R33")]
public sealed class TrackedConnectionTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly FakeRedis _server = new();
    private readonly Story _story = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task News_and_replies_are_told_in_the_order_of_the_stream_before_whoever_awaits_goes_on()
    {
        var (client, peer) = await ConnectAsync(_server.Options);
        await using var closing = client;
        var reads = Enumerable.Range(0, 3).Select(_ => ReadAsync(client)).ToList();

        await peer.SpellAsync(
            ">2\r\n$10\r\ninvalidate\r\n*1\r\n$1\r\nk\r\n$1\r\n1\r\n>2\r\n$10\r\ninvalidate\r\n*2\r\n$1\r\nk\r\n$1\r\nl\r\n$1\r\n2\r\n>2\r\n+tracking-redir-broken\r\n:7\r\n>2\r\n$10\r\ninvalidate\r\n_\r\n$1\r\n3\r\n");

        await Task.WhenAll(reads).WaitAsync(Patience);
        _story.Told.Where(line => !line.StartsWith("awaited")).ShouldBe(["changed k", "received 1", "changed k", "changed l", "received 2", "all changed", "received 3"]);
        foreach (var n in (int[])[1, 2, 3])
        {
            _story.Told.IndexOf($"awaited {n}").ShouldBeGreaterThan(_story.Told.IndexOf($"received {n}"));
        }
    }

    [Fact]
    public async Task A_listener_that_throws_ends_the_connection_because_news_was_lost()
    {
        var (client, peer) = await ConnectAsync(_server.Options);
        await using var closing = client;
        _story.Throws = true;

        await peer.SayAsync(">2\r\n$10\r\ninvalidate\r\n*1\r\n$1\r\nk\r\n");
        await peer.ClosedAsync();

        client.Tracked!.Generation.ShouldBe(1);
        client.Tracked.LastFailure!.Message.ShouldContain("InvalidOperationException");
    }

    [Fact]
    public async Task A_value_is_current_for_as_long_as_an_answer_proves_that_no_older_change_is_missing()
    {
        var time = new ManualTime();
        var options = _server.Options;
        (options.TrackedSilenceMs, options.KeepAliveMs) = (600, 3_600_000);
        var (client, peer) = await ConnectAsync(options, time);
        await using var closing = client;
        var tracked = client.Tracked!;
        tracked.IsCurrent(0).ShouldBeTrue();
        tracked.IsCurrent(1).ShouldBeFalse();

        time.Advance(TimeSpan.FromMilliseconds(200));
        await peer.ExpectAsync("HELLO");
        await peer.SayAsync(">2\r\n$10\r\ninvalidate\r\n*1\r\n$1\r\nk\r\n");
        await _story.HeardAsync();
        time.Advance(TimeSpan.FromMilliseconds(399)); // 599 since the greeting was sent
        tracked.IsCurrent(0).ShouldBeTrue();
        await peer.SayAsync(FakeRedis.Hello + ">2\r\n$10\r\ninvalidate\r\n*1\r\n$1\r\nk\r\n"); // to the question of 200
        await UntilAsync(() => _story.Count == 2);
        time.Advance(TimeSpan.FromMilliseconds(200));
        tracked.IsCurrent(0).ShouldBeTrue();
        time.Advance(TimeSpan.FromMilliseconds(1)); // bytes came at 599, but what proves something was sent at 200
        tracked.IsCurrent(0).ShouldBeFalse();
        peer.Dispose(); // closing would wait for answers on a clock that stands still
    }

    [Fact]
    public async Task Nothing_is_current_from_the_first_error_on()
    {
        var (client, peer) = await ConnectAsync(_server.Options);
        await using var closing = client;
        var read = ReadAsync(client);
        client.Tracked!.IsCurrent(0).ShouldBeTrue();

        peer.Dispose();
        await Should.ThrowAsync<RedisException>(read.WaitAsync(Patience));

        client.Tracked.IsCurrent(0).ShouldBeFalse();
        client.Tracked.Generation.ShouldBe(1);
    }

    [Fact]
    public async Task Whoever_has_heard_nothing_for_too_long_begins_anew_though_Redis_answers_again()
    {
        var time = new ManualTime();
        var options = _server.Options;
        (options.TrackedSilenceMs, options.KeepAliveMs) = (600, 3_600_000);
        var (client, peer) = await ConnectAsync(options, time);
        await using var closing = client;
        time.Advance(TimeSpan.FromMinutes(1)); // stopped, and so it did not look in between
        await peer.ExpectAsync("HELLO");

        await peer.SayAsync(FakeRedis.Hello);
        await peer.ClosedAsync();

        client.Tracked!.Generation.ShouldBe(1);
        client.Tracked.LastFailure!.Message.ShouldContain("was not heard for 60,000 ms");
    }

    [Fact]
    public async Task A_server_that_has_become_a_replica_is_given_up_though_it_closes_nothing_and_answers()
    {
        var time = new ManualTime();
        var options = _server.Options;
        (options.TrackedSilenceMs, options.KeepAliveMs) = (600, 3_600_000);
        var (client, peer) = await ConnectAsync(options, time);
        await using var closing = client;
        var read = ReadAsync(client);
        await peer.CommandAsync();
        time.Advance(TimeSpan.FromMilliseconds(200));
        await peer.SayAsync("$1\r\n1\r\n"); // it is asked though something was answered a moment ago
        await read.WaitAsync(Patience);

        await peer.ExpectAsync("HELLO");
        await peer.SayAsync(FakeRedis.HelloOfReplica);
        await peer.ClosedAsync();

        client.Tracked!.IsCurrent(0).ShouldBeFalse();
        client.Tracked.LastFailure!.Message.ShouldContain("is a replica by now");
    }

    [Fact]
    public async Task Whoever_was_itself_stopped_asks_before_it_gives_a_link_up()
    {
        var time = new ManualTime();
        var options = _server.Options;
        (options.TrackedSilenceMs, options.KeepAliveMs) = (600, 3_600_000);
        var (client, peer) = await ConnectAsync(options, time);
        await using var closing = client;

        time.Advance(TimeSpan.FromMinutes(1)); // in one step: nobody looked in between

        await peer.ExpectAsync("HELLO");
        client.Tracked!.IsUp.ShouldBeTrue();
        client.Tracked.IsCurrent(0).ShouldBeFalse();
        client.Tracked.Generation.ShouldBe(0);
        peer.Dispose();
    }

    private async Task<(RedisClient Client, FakePeer Tracked)> ConnectAsync(RedisOptions options, TimeProvider? time = null)
    {
        var client = new RedisClient(options, _story, time);
        client.Start();
        FakePeer[] peers = [await _server.AcceptAsync(), await _server.AcceptAsync()];
        var (first, second) = (peers[0].GreetAsync(FakeRedis.Hello), peers[1].GreetAsync(FakeRedis.Hello));
        await Task.WhenAll(first, second).WaitAsync(Patience);
        await client.WaitUntilUpAsync().WaitAsync(Patience);
        return (client, peers.Single(peer => peer.Tracks));
    }

    private async Task ReadAsync(RedisClient client)
    {
        var receiver = new Receiver(_story);
        await client.Tracked!.GetAsync("k"u8, receiver).ConfigureAwait(false);
        _story.Tell($"awaited {receiver.Value}");
    }

    private static async Task UntilAsync(Func<bool> isTrue)
    {
        var limit = TimeProvider.System.GetTimestamp();
        while (!isTrue())
        {
            TimeProvider.System.GetElapsedTime(limit).ShouldBeLessThan(Patience);
            await Task.Yield();
        }
    }

    private sealed class Receiver(Story story) : IValueReceiver
    {
        public string? Value { get; private set; }

        public void Receive(RedisValues values, long generation)
        {
            Value = values.Read(out var value) ? Encoding.ASCII.GetString(value) : null;
            story.Tell($"received {Value}");
        }
    }

    private sealed class Story : ITrackingListener
    {
        private readonly TaskCompletionSource _heard = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<string> Told { get; } = [];

        public bool Throws { get; set; }

        public int Count
        {
            get
            {
                lock (Told)
                {
                    return Told.Count;
                }
            }
        }

        public Task HeardAsync() => _heard.Task.WaitAsync(Patience);

        public void Tell(string line)
        {
            lock (Told)
            {
                Told.Add(line);
            }
        }

        public void KeyChanged(ReadOnlySpan<byte> key)
        {
            Tell($"changed {Encoding.ASCII.GetString(key)}");
            _heard.TrySetResult();
            if (Throws)
            {
                throw new InvalidOperationException();
            }
        }

        public void AllChanged() => Tell("all changed");
    }
}
