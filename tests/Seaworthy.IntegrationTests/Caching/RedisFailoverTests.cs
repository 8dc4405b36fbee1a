using System.Diagnostics;
using System.Text;
using Seaworthy.Caching;
using Seaworthy.Caching.Shared;
using Seaworthy.Redis;
using Seaworthy.Redis.Commands;

namespace Seaworthy.IntegrationTests.Caching;

/// <summary>A failover as sentinels make it where a link is cut: the name leads to the new primary, the old one is a replica that hears nothing, and no connection to it is closed.</summary>
[Trait("Requirement", "R37")]
[Trait("Server", "Redis")]
public sealed class RedisFailoverTests : IAsyncLifetime
{
    private const int Rows = 600;
    private const int Silence = 300;
    private const int PortOfNobody = 1;

    private readonly string _application = Guid.NewGuid().ToString("N");
    private RedisServer _old = null!;
    private RedisServer _new = null!;
    private FaultyLink _link = null!;
    private CacheNode _here = null!;
    private CacheNode _there = null!;

    public async Task InitializeAsync()
    {
        _old = await RedisServer.StartAsync("--repl-diskless-sync-delay", "0");
        _new = await RedisServer.StartAsync();
        _link = new FaultyLink(_old.Url);
        (_here, _there) = (await StartAsync(), await StartAsync());
    }

    public async Task DisposeAsync()
    {
        await _here.DisposeAsync();
        await _there.DisposeAsync();
        await _link.DisposeAsync();
        await _old.DisposeAsync();
        await _new.DisposeAsync();
    }

    [Fact]
    public async Task When_the_server_becomes_a_replica_without_closing_anything_nothing_older_than_half_a_second_is_served_from_either_level()
    {
        for (var row = 0; row < Rows; row++)
        {
            await GetAsync(_here, row, "old");
        }

        await Wait.UntilAsync(async () => await GetAsync(_there, 0, "old") == "old" && _there.Get<FirstLevel>().TryGet("row:0", _there.Get<CacheClock>().Now, out _));
        var last = Rows;
        await Wait.UntilAsync(async () => // a value whose hundred milliseconds were not enough is kept by its process alone
        {
            await GetAsync(_here, ++last, "old");
            return await HasAsync(_old, last);
        });
        await _new.SayAsync($"REPLICAOF 127.0.0.1 {_old.Url.Port}");
        await Wait.UntilAsync(() => HasAsync(_new, last));

        await _new.SayAsync("REPLICAOF NO ONE");
        _link.To = _new.Url;
        await using var other = await _new.ConnectAsync();
        await _old.SayAsync($"REPLICAOF 127.0.0.1 {PortOfNobody}");
        await ChangeAsync(other);

        var (changed, stale, next) = (Stopwatch.GetTimestamp(), TimeSpan.Zero, 1);
        await Wait.UntilAsync(async () =>
        {
            var age = Stopwatch.GetElapsedTime(changed);
            var (kept, shared) = (await GetAsync(_there, 0, "new"), await GetAsync(_there, next, "new")); // from the first level, and what only the second has
            next = Math.Min(next + 1, Rows - 1);
            var isOld = kept == "old" || shared == "old";
            stale = isOld ? age : stale;
            return !isOld && _there.Get<TagTrust>().IsOpen && _there.Get<SharedLink>().IsReadable;
        });
        stale.ShouldBeLessThan(TimeSpan.FromMilliseconds(500));
        for (var row = 0; row < Rows; row += 20)
        {
            (await GetAsync(_there, row, "new")).ShouldBe("new");
        }

        next = last;
        await Wait.UntilAsync(async () => // and then one makes for both again
        {
            await GetAsync(_here, ++next, "here");
            return await GetAsync(_there, next, "there") == "here";
        });
    }

    private Task<CacheNode> StartAsync() => CacheNode.StartAsync(_link.Url, _application, (options, redis) =>
    {
        (options.SecondLevelTimeoutMs, redis.CallTimeoutMs) = (100, 250);
        (redis.TrackedSilenceMs, redis.KeepAliveMs) = (Silence, Silence);
    });

    private static ValueTask<string> GetAsync(CacheNode node, int row, string made) => node.GetAsync($"row:{row}", () => made, "rows");

    private async Task<bool> HasAsync(RedisServer server, int row) =>
        await server.SayAsync($"EXISTS {Encoding.UTF8.GetString(_there.Get<SharedKeys>().Entry($"row:{row}").Span)}") == ":1";

    // What a third process tells the new primary.
    private async Task ChangeAsync(RedisClient client) => await client.Data.EvaluateAsync(
        SharedScripts.Change, new[] { _here.Get<SharedKeys>().Tag("rows") }, new ReadOnlyMemory<byte>[] { "3600000"u8.ToArray(), "-"u8.ToArray() }, new long[1]);
}
