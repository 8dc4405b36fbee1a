using System.Text;
using Seaworthy.Redis;
using Seaworthy.Redis.Commands;

namespace Seaworthy.IntegrationTests.Redis;

/// <summary>What a real Redis tells of keys that were read, and in which order.</summary>
[Trait("Requirement", "R33")]
[Trait("Server", "Redis")]
public sealed class RedisTrackingTests : IAsyncLifetime
{
    private readonly NewsOfKeys _news = new();
    private RedisServer _server = null!;
    private RedisClient _client = null!;

    public async Task InitializeAsync()
    {
        _server = await RedisServer.StartAsync();
        _client = await _server.ConnectAsync(null, _news);
    }

    public async Task DisposeAsync()
    {
        await _client.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_change_of_a_key_that_was_read_is_told_once_until_it_is_read_again()
    {
        await _client.Tracked!.GetAsync("k"u8, _news.Keep("k"));
        await SetAsync("k", "1");
        await SetAsync("k", "2");
        await _client.Tracked!.GetAsync("k"u8, _news.Keep("k"));
        await SetAsync("unread", "1");
        await SetAsync("k", "3");

        var told = await NextAsync(4);
        told.ShouldBe(["received none", "changed k", "received 2", "changed k"]);
        await _client.Tracked!.GetAsync("k"u8, _news.Keep("k"));
        (await _news.NextAsync()).ShouldBe("received 3");
        _news.IsQuiet.ShouldBeTrue();
    }

    [Theory]
    [InlineData("FLUSHALL", "all changed")]
    [InlineData("DEL k", "changed k")]
    [InlineData("EXPIRE k 100", "changed k")]
    [InlineData("INCR k", "changed k")]
    public async Task Whatever_changes_a_key_is_told(string command, string told)
    {
        await SetAsync("k", "1");
        await _client.Tracked!.GetAsync("k"u8, _news.Keep("k"));
        (await _news.NextAsync()).ShouldBe("received 1");

        await _server.SayAsync(command);

        (await _news.NextAsync()).ShouldBe(told);
    }

    [Fact]
    public async Task Every_key_of_a_read_of_several_is_watched()
    {
        await _client.Tracked!.GetAsync(["entry"u8.ToArray(), "t:a"u8.ToArray(), "t:b"u8.ToArray()], _news.Keep("entry"));
        await _news.NextAsync();

        await _client.Data.IncrementAsync("t:b"u8);

        (await _news.NextAsync()).ShouldBe("changed t:b");
    }

    [Fact]
    public async Task A_killed_connection_makes_everything_that_was_received_over_it_out_of_date()
    {
        var tracked = _client.Tracked!;
        await tracked.GetAsync("k"u8, _news.Keep("k"));
        tracked.IsCurrent(0).ShouldBeTrue();

        await _server.SayAsync("CLIENT KILL TYPE normal SKIPME yes");
        await UntilAsync(() => tracked is { Generation: 1, IsUp: true });

        tracked.IsCurrent(0).ShouldBeFalse();
        tracked.IsCurrent(1).ShouldBeTrue();
    }

    [Fact]
    public async Task After_thousands_of_writes_and_reads_at_once_nothing_is_kept_that_is_no_longer_true()
    {
        const int Keys = 20;
        await using var others = await _server.ConnectAsync();
        var writers = Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            var random = new Random(writer);
            for (var version = 0; version < 3000; version++)
            {
                await others.Data.SetAsync(Encoding.ASCII.GetBytes($"k{random.Next(Keys)}"), Encoding.ASCII.GetBytes($"{writer}:{version}"), TimeSpan.Zero);
            }
        })).ToList();
        var readers = Enumerable.Range(0, 4).Select(reader => Task.Run(async () =>
        {
            var random = new Random(100 + reader);
            while (!writers.TrueForAll(writer => writer.IsCompleted))
            {
                var key = $"k{random.Next(Keys)}";
                await _client.Tracked!.GetAsync(Encoding.ASCII.GetBytes(key), _news.Keep(key));
            }
        })).ToList();
        await Task.WhenAll([.. writers, .. readers]);

        // What Redis says to this connection after all that is behind everything that it had to say about it.
        await _client.Tracked!.GetAsync("end"u8, _news.Keep("end"));

        _news.Kept.Count.ShouldBeGreaterThan(1);
        foreach (var (key, kept) in _news.Kept.Where(kept => kept.Key != "end"))
        {
            var room = new byte[20];
            var length = await others.Data.GetAsync(Encoding.ASCII.GetBytes(key), room);
            kept.ShouldBe(length < 0 ? null : Encoding.ASCII.GetString(room, 0, length), key);
        }
    }

    private async Task SetAsync(string key, string value) =>
        await _client.Data.SetAsync(Encoding.ASCII.GetBytes(key), Encoding.ASCII.GetBytes(value), TimeSpan.Zero);

    private async Task<string[]> NextAsync(int count)
    {
        var told = new string[count];
        for (var i = 0; i < count; i++)
        {
            told[i] = await _news.NextAsync();
        }

        return told;
    }

    private static async Task UntilAsync(Func<bool> isTrue)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!isTrue())
        {
            TimeProvider.System.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(20));
            await Task.Yield();
        }
    }
}
