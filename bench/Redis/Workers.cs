using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;
using Seaworthy.Redis;
using Seaworthy.Redis.Commands;
using Seaworthy.Redis.Connection;
using StackExchange.Redis;

namespace Seaworthy.Bench.Redis;

/// <summary>Makes one caller's work for each client. All of them ask for the same keys with values of 64 bytes.</summary>
internal static class Workers
{
    public const int ValueBytes = 64;
    private const int Keys = 1024;

    public static async Task<Func<int, Func<ValueTask>>> ConnectAsync(RedisRow row, Uri url)
    {
        var client = new RedisClient(new RedisOptions { Url = url.ToString(), CallTimeoutMs = 5000 });
        client.Start();
        await client.WaitUntilUpAsync();
        for (var key = 0; key < Keys; key++)
        {
            await client.Data.SetAsync(Key(key), new byte[ValueBytes], TimeSpan.Zero);
        }

        switch (row.Client)
        {
            case ClientKind.Seaworthy:
                return caller => Seaworthy(client.Data, row, caller);
            case ClientKind.Socket:
                await client.DisposeAsync();
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(url.Host, url.Port);
                return _ => Socket(socket);
            default:
                await client.DisposeAsync();
                var peer = await ConnectionMultiplexer.ConnectAsync($"{url.Host}:{url.Port},syncTimeout=5000");
                return caller => StackExchange(peer.GetDatabase(), row, caller);
        }
    }

    private static byte[] Key(int number) => Encoding.ASCII.GetBytes($"bench:key:{number:0000}");

    // Pooled builders: what the benchmark itself puts around a call costs no memory.
    private static Func<ValueTask> Seaworthy(RedisConnection redis, RedisRow row, int caller)
    {
        var keys = Enumerable.Range(0, Keys).Select(Key).ToArray();
        var (next, room, value) = (caller, new byte[ValueBytes], new byte[ValueBytes]);
        var many = new ValueTask<int>[row.CallsPerWork];
        return row.Work switch
        {
            WorkKind.Get => [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))] async ValueTask () => Check(await redis.GetAsync(keys[next++ & (Keys - 1)], room)),
            WorkKind.Set => () => redis.SetAsync(keys[next++ & (Keys - 1)], value, TimeSpan.Zero),
            _ => [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))] async ValueTask () =>
            {
                for (var i = 0; i < many.Length; i++)
                {
#pragma warning disable CA2012 // Each is awaited once, below.
                    many[i] = redis.GetAsync(keys[next++ & (Keys - 1)], room);
#pragma warning restore CA2012
                }

                foreach (var call in many)
                {
                    Check(await call);
                }
            },
        };
    }

    private static Func<ValueTask> StackExchange(IDatabase redis, RedisRow row, int caller)
    {
        var keys = Enumerable.Range(0, Keys).Select(number => (RedisKey)Key(number)).ToArray();
        var (next, value) = (caller, (RedisValue)new byte[ValueBytes]);
        return row.Work switch
        {
            WorkKind.Get => [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))] async ValueTask () => Check(((byte[])(await redis.StringGetAsync(keys[next++ & (Keys - 1)]))!).Length),
            _ => [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))] async ValueTask () => await redis.StringSetAsync(keys[next++ & (Keys - 1)], value),
        };
    }

    // What a system call each way costs, with nobody reading what came.
    private static Func<ValueTask> Socket(Socket socket)
    {
        var keys = Enumerable.Range(0, Keys).Select(number => Encoding.ASCII.GetBytes($"*2\r\n$3\r\nGET\r\n$14\r\n{Encoding.ASCII.GetString(Key(number))}\r\n")).ToArray();
        var (next, room) = (0, new byte[1024]);
        return () =>
        {
            socket.Send(keys[next++ & (Keys - 1)]);
            Check(socket.Receive(room) > ValueBytes ? ValueBytes : 0);
            return default;
        };
    }

    private static void Check(int length)
    {
        if (length != ValueBytes)
        {
            throw new InvalidOperationException($"a value had {length} bytes");
        }
    }
}
