using System.Buffers;
using System.Text;
using Seaworthy.Redis;
using Seaworthy.Redis.Commands;

namespace Seaworthy.IntegrationTests.Redis;

[Trait("Requirement", "R33")]
[Trait("Server", "Redis")]
public sealed class RedisCommandTests : IAsyncLifetime
{
    private readonly string _own = Guid.NewGuid().ToString("N");
    private RedisClient _client = null!;

    public async Task InitializeAsync() => _client = await RedisServer.Shared().ConnectAsync();

    public async Task DisposeAsync() => await _client.DisposeAsync();

    [Fact]
    public async Task A_value_comes_back_byte_for_byte()
    {
        byte[] value = [.. Enumerable.Range(0, 70_000).Select(i => (byte)(i * 31 % 256))];
        await _client.Data.SetAsync(Key("\r\n$5\r\n"), value, TimeSpan.FromMinutes(1));
        var (writer, room) = (new ArrayBufferWriter<byte>(), new byte[value.Length]);

        (await _client.Data.GetAsync(Key("\r\n$5\r\n"), writer)).ShouldBeTrue();
        (await _client.Data.GetAsync(Key("\r\n$5\r\n"), room)).ShouldBe(value.Length);

        writer.WrittenSpan.SequenceEqual(value).ShouldBeTrue();
        room.ShouldBe(value);
        (await _client.Data.GetAsync(Key("none"), writer)).ShouldBeFalse();
        (await _client.Data.GetAsync(Key("none"), room)).ShouldBe(-1);
    }

    [Fact]
    public async Task Of_many_who_want_a_lease_one_takes_it_and_the_others_see_whose_it_is()
    {
        var rooms = Enumerable.Range(0, 50).Select(_ => new byte[8]).ToArray();
        var taken = await Task.WhenAll(rooms.Select((room, i) => _client.Data.SetIfAbsentAsync(Key("lease"), Encoding.ASCII.GetBytes($"n{i:00}"), TimeSpan.FromMinutes(1), room).AsTask()));

        taken.Count(length => length == -1).ShouldBe(1);
        var winner = $"n{Array.IndexOf(taken, -1):00}";
        rooms.Where((_, i) => taken[i] != -1).Select(room => Encoding.ASCII.GetString(room, 0, 3)).ShouldAllBe(name => name == winner);
    }

    [Fact]
    public async Task A_value_goes_when_its_time_is_over()
    {
        await _client.Data.SetAsync(Key("short"), "x"u8, TimeSpan.FromMilliseconds(1));

        var limit = TimeProvider.System.GetTimestamp();
        while (await _client.Data.GetAsync(Key("short"), new byte[1]) >= 0)
        {
            TimeProvider.System.GetElapsedTime(limit).ShouldBeLessThan(TimeSpan.FromSeconds(10));
        }
    }

    [Fact]
    public async Task Keys_are_counted_up_and_removed()
    {
        (await _client.Data.IncrementAsync(Key("n"))).ShouldBe(1);
        (await _client.Data.IncrementAsync(Key("n"))).ShouldBe(2);
        (await _client.Data.DeleteAsync([Key("n"), Key("m")])).ShouldBe(1);
        (await _client.Data.IncrementAsync(Key("n"))).ShouldBe(1);
    }

    [Fact]
    public async Task A_script_has_its_keys_arguments_and_the_servers_clock()
    {
        var script = new RedisScript("local t = redis.call('TIME') redis.call('SET', KEYS[1], ARGV[1]) return {tonumber(t[1]), tonumber(ARGV[1]) + 1, #KEYS}");
        var results = new long[3];

        (await _client.Data.EvaluateAsync(script, new ReadOnlyMemory<byte>[] { Key("s") }, new ReadOnlyMemory<byte>[] { "41"u8.ToArray() }, results)).ShouldBe(3);

        results[1..].ShouldBe([42, 1]);
        (TimeProvider.System.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(results[0])).Duration().ShouldBeLessThan(TimeSpan.FromMinutes(1));
        (await _client.Data.EvaluateAsync(new("return 7"), default, default, results)).ShouldBe(1);
        results[0].ShouldBe(7);
    }

    [Fact]
    public async Task An_error_of_the_server_is_told_with_its_code()
    {
        await _client.Data.SetAsync(Key("text"), "no number"u8, TimeSpan.Zero);

        var failure = await Should.ThrowAsync<RedisException>(_client.Data.IncrementAsync(Key("text")).AsTask());

        (failure.Failure, failure.Code).ShouldBe((RedisFailure.Server, "ERR"));
        failure.Message.ShouldContain("not an integer");
    }

    [Fact]
    public async Task Each_of_256_callers_gets_its_own_answers()
    {
        const int Rounds = 200;
        await Task.WhenAll(Enumerable.Range(0, 256).Select(caller => Task.Run(async () =>
        {
            var (key, room, random) = (Key($"c{caller}"), new byte[600], new Random(caller));
            for (var round = 0; round < Rounds; round++)
            {
                var value = Encoding.ASCII.GetBytes($"{caller}:{round}:{new string('x', random.Next(500))}");
                await _client.Data.SetAsync(key, value, TimeSpan.FromMinutes(1));
                var length = await _client.Data.GetAsync(key, room);
                room.AsSpan(0, length).SequenceEqual(value).ShouldBeTrue();
            }
        })));
    }

    private byte[] Key(string name) => Encoding.ASCII.GetBytes($"{_own}:{name}");
}
