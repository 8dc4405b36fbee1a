using System.Buffers;
using System.Text;
using Seaworthy.Redis;
using Seaworthy.Redis.Commands;

namespace Seaworthy.Tests.Redis;

[Trait("Requirement", "R33")]
public sealed class CallTests : IAsyncLifetime
{
    // sha1sum says so of "return {1,2}".
    private const string Digest = "548a4a91e45426abc3b0278fe24416352a2e7e0a";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly FakeRedis _server = new();
    private RedisClient _client = null!;
    private FakePeer _peer = null!;

    public async Task InitializeAsync() => (_client, _peer) = await _server.ConnectAsync();

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await _client.DisposeAsync();
    }

    [Fact]
    public async Task Commands_are_on_the_wire_as_they_are_documented()
    {
        Task[] calls =
        [
            _client.Data.PingAsync().AsTask(),
            _client.Data.SetAsync("k"u8, "v"u8, TimeSpan.Zero).AsTask(),
            _client.Data.SetAsync("k"u8, "v"u8, TimeSpan.FromSeconds(90)).AsTask(),
            _client.Data.SetAsync("k"u8, "v"u8, TimeSpan.FromTicks(1)).AsTask(),
            _client.Data.SetIfAbsentAsync("k"u8, "v"u8, TimeSpan.FromSeconds(2), default).AsTask(),
            _client.Data.GetAsync("k"u8, Memory<byte>.Empty).AsTask(),
            _client.Data.DeleteAsync(["k"u8.ToArray(), "k:L"u8.ToArray()]).AsTask(),
            _client.Data.IncrementAsync("t:a"u8).AsTask(),
            _client.Data.EvaluateAsync(new RedisScript("return {1,2}"), new ReadOnlyMemory<byte>[] { "a"u8.ToArray() }, new ReadOnlyMemory<byte>[] { "7"u8.ToArray() }, default).AsTask(),
        ];

        await _peer.ExpectAsync("PING");
        await _peer.ExpectAsync("SET", "k", "v");
        await _peer.ExpectAsync("SET", "k", "v", "PX", "90000");
        await _peer.ExpectAsync("SET", "k", "v", "PX", "1");
        await _peer.ExpectAsync("SET", "k", "v", "NX", "GET", "PX", "2000");
        await _peer.ExpectAsync("GET", "k");
        await _peer.ExpectAsync("UNLINK", "k", "k:L");
        await _peer.ExpectAsync("INCR", "t:a");
        await _peer.ExpectAsync("EVALSHA", Digest, "1", "a", "7");
        await _peer.SayAsync("+PONG\r\n+OK\r\n+OK\r\n+OK\r\n_\r\n_\r\n:2\r\n:1\r\n*2\r\n:1\r\n:2\r\n");
        await Task.WhenAll(calls).WaitAsync(Patience);
    }

    [Fact]
    public async Task Replies_go_to_their_calls_in_order_though_they_come_byte_by_byte()
    {
        var room = new byte[10];
        var (number, text, nothing) = (_client.Data.IncrementAsync("n"u8).AsTask(), _client.Data.GetAsync("s"u8, room).AsTask(), _client.Data.GetAsync("x"u8, room).AsTask());

        await _peer.SpellAsync("|1\r\n+ttl\r\n:5\r\n:42\r\n$5\r\nhello\r\n$-1\r\n");

        (await number).ShouldBe(42);
        (await text).ShouldBe(5);
        (await nothing).ShouldBe(-1);
        Encoding.ASCII.GetString(room, 0, 5).ShouldBe("hello");
    }

    [Fact]
    public async Task A_value_that_does_not_fit_is_not_copied_in_part()
    {
        var room = new byte[4];
        var call = _client.Data.GetAsync("k"u8, room);
        await _peer.SayAsync("$5\r\nhello\r\n");

        (await call).ShouldBe(5);
        room.ShouldBe(new byte[4]);
    }

    [Fact]
    public async Task A_value_of_megabytes_is_written_whole()
    {
        var writer = new ArrayBufferWriter<byte>();
        var call = _client.Data.GetAsync("k"u8, writer);
        await _peer.SayAsync($"$5000000\r\n{new string('x', 5_000_000)}\r\n");

        (await call).ShouldBeTrue();
        writer.WrittenSpan.ToArray().ShouldAllBe(letter => letter == 'x');
        writer.WrittenCount.ShouldBe(5_000_000);
    }

    [Fact]
    public async Task An_error_is_told_with_its_code_and_the_connection_stays()
    {
        var (loading, wrong, fine) = (_client.Data.IncrementAsync("a"u8).AsTask(), _client.Data.IncrementAsync("b"u8).AsTask(), _client.Data.IncrementAsync("c"u8).AsTask());
        await _peer.SayAsync("-LOADING Redis is loading the dataset in memory\r\n!56\r\nWRONGTYPE Operation against a key holding the wrong kind\r\n:7\r\n");

        var passing = await Should.ThrowAsync<RedisException>(loading);
        var lasting = await Should.ThrowAsync<RedisException>(wrong);

        (passing.Failure, passing.Code, passing.IsTransient).ShouldBe((RedisFailure.Server, "LOADING", true));
        (lasting.Failure, lasting.Code, lasting.IsTransient).ShouldBe((RedisFailure.Server, "WRONGTYPE", false));
        lasting.Message.ShouldContain(_server.Port.ToString());
        (await fine).ShouldBe(7);
    }

    [Fact]
    public async Task A_writer_that_throws_fails_its_own_call_alone()
    {
        var (call, next) = (_client.Data.GetAsync("a"u8, new FullWriter()).AsTask(), _client.Data.IncrementAsync("b"u8).AsTask());
        await _peer.SayAsync("$1\r\nx\r\n:1\r\n");

        await Should.ThrowAsync<InsufficientMemoryException>(call);
        (await next).ShouldBe(1);
    }

    [Fact]
    public async Task A_call_that_was_cancelled_leaves_the_next_reply_to_the_next_call()
    {
        using var cancel = new CancellationTokenSource();
        var room = new byte[8];
        var (left, kept) = (_client.Data.GetAsync("a"u8, room, cancellationToken: cancel.Token).AsTask(), _client.Data.IncrementAsync("b"u8).AsTask());
        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(left.WaitAsync(Patience));
        await _peer.SayAsync("$4\r\nlate\r\n:2\r\n");

        (await kept).ShouldBe(2);
        room.ShouldBe(new byte[8]);
        await Should.ThrowAsync<OperationCanceledException>(_client.Data.IncrementAsync("c"u8, cancellationToken: cancel.Token).AsTask());
    }

    [Theory]
    [InlineData("%1\r\n+a\r\n:1\r\n")]
    [InlineData("+OK\r\n")]
    public async Task A_reply_that_is_not_the_commands_ends_the_connection(string reply)
    {
        var (call, next) = (_client.Data.IncrementAsync("a"u8).AsTask(), _client.Data.IncrementAsync("b"u8).AsTask());
        await _peer.SayAsync(reply);

        (await Should.ThrowAsync<RedisException>(call.WaitAsync(Patience))).Failure.ShouldBe(RedisFailure.Protocol);
        var after = await Should.ThrowAsync<RedisException>(next.WaitAsync(Patience));
        (after.Failure, after.MayHaveRun).ShouldBe((RedisFailure.Unavailable, true));
        await _peer.ClosedAsync();
    }

    [Theory]
    [InlineData("what is this?\r\n")]
    [InlineData("$536870912\r\n")]
    [InlineData(":1\r\n:2\r\n:3\r\n")]
    public async Task Garbage_lies_and_replies_that_nobody_asked_for_end_the_connection_and_a_new_one_is_made(string said)
    {
        var call = _client.Data.IncrementAsync("a"u8);
        var generation = _client.Data.Generation;
        await _peer.SayAsync(said);
        await _peer.ClosedAsync();

        using var next = await _server.GreetAsync();

        _client.Data.Generation.ShouldBe(generation + 1);
        _client.Data.LastFailure!.Failure.ShouldBe(RedisFailure.Protocol);
        await Task.WhenAny(call.AsTask());
    }

    [Fact]
    public async Task A_script_that_Redis_does_not_know_is_sent_whole()
    {
        var results = new long[4];
        var call = _client.Data.EvaluateAsync(new RedisScript("return {1,2}"), default, default, results);
        await _peer.ExpectAsync("EVALSHA", Digest, "0");
        await _peer.SayAsync("-NOSCRIPT No matching script. Please use EVAL.\r\n");
        await _peer.ExpectAsync("EVAL", "return {1,2}", "0");
        await _peer.SayAsync("*2\r\n:1\r\n:2\r\n");

        (await call).ShouldBe(2);
        results.ShouldBe([1, 2, 0, 0]);
    }

    [Fact]
    public async Task Several_values_are_shown_in_order_and_none_is_told_from_empty()
    {
        var receiver = new Values();
        var call = _client.Data.GetAsync(["a"u8.ToArray(), "b"u8.ToArray(), "c"u8.ToArray()], receiver);
        await _peer.ExpectAsync("MGET", "a", "b", "c");
        await _peer.SayAsync("*3\r\n$1\r\nx\r\n_\r\n$0\r\n\r\n");
        await call;

        receiver.Seen.ShouldBe(["x", null, ""]);
    }

    [Fact]
    public async Task What_awaits_a_reply_may_take_its_time_and_the_loop_goes_on_reading()
    {
        using var go = new ManualResetEventSlim();
        var blocked = BlockAsync();
        var second = _client.Data.IncrementAsync("b"u8);
        await _peer.SayAsync(":1\r\n");
        await _peer.SayAsync(":2\r\n");

        (await second.AsTask().WaitAsync(Patience)).ShouldBe(2);
        go.Set();
        await blocked;

        async Task BlockAsync()
        {
            await _client.Data.IncrementAsync("a"u8).ConfigureAwait(false);
            go.Wait(Patience).ShouldBeTrue();
        }
    }

    private sealed class FullWriter : IBufferWriter<byte>
    {
        public void Advance(int count) => throw new InsufficientMemoryException();

        public Memory<byte> GetMemory(int sizeHint = 0) => throw new InsufficientMemoryException();

        public Span<byte> GetSpan(int sizeHint = 0) => throw new InsufficientMemoryException();
    }

    private sealed class Values : IValueReceiver
    {
        public List<string?> Seen { get; } = [];

        public void Receive(RedisValues values, long generation)
        {
            for (var left = values.Count; left > 0; left--)
            {
                Seen.Add(values.Read(out var value) ? Encoding.ASCII.GetString(value) : null);
            }
        }
    }
}
