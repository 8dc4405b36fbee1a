using System.Net;
using System.Net.Sockets;
using Seaworthy.Redis;

namespace Seaworthy.Tests.Redis;

/// <summary>A server that says what a test tells it to, when it tells it to: for what a real one will not do on demand.</summary>
internal sealed class FakeRedis : IAsyncDisposable
{
    public const string Hello = "%3\r\n+server\r\n+redis\r\n+version\r\n+7.0.15\r\n+proto\r\n:3\r\n";
    public const string HelloOfReplica = "%3\r\n+modules\r\n*1\r\n%1\r\n+role\r\n+none\r\n+version\r\n+7.0.15\r\n+role\r\n+replica\r\n";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<FakePeer> _peers = [];

    public FakeRedis() => _listener.Start();

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Url => $"redis://127.0.0.1:{Port}";

    /// <summary>Options that lead here, with deadlines that no test reaches unless it wants to.</summary>
    public RedisOptions Options => new() { Url = Url, CallTimeoutMs = 20_000, KeepAliveMs = 60_000, TrackedSilenceMs = 60_000 };

    /// <summary>The next connection, not yet greeted.</summary>
    public async Task<FakePeer> AcceptAsync()
    {
        var peer = new FakePeer(await _listener.AcceptTcpClientAsync().WaitAsync(Patience));
        _peers.Add(peer);
        return peer;
    }

    /// <summary>The next connection, greeted as Redis 7.0 does.</summary>
    public async Task<FakePeer> GreetAsync(string hello = Hello)
    {
        var peer = await AcceptAsync();
        await peer.GreetAsync(hello);
        return peer;
    }

    /// <summary>A client whose one connection has been greeted, and the other end of it.</summary>
    public async Task<(RedisClient Client, FakePeer Peer)> ConnectAsync(RedisOptions? options = null, TimeProvider? time = null)
    {
        var client = new RedisClient(options ?? Options, time: time);
        client.Start();
        var peer = await GreetAsync();
        await client.WaitUntilUpAsync().WaitAsync(Patience);
        return (client, peer);
    }

    public ValueTask DisposeAsync()
    {
        _peers.ForEach(peer => peer.Dispose());
        _listener.Dispose();
        return ValueTask.CompletedTask;
    }
}
