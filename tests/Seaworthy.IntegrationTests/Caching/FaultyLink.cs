using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Seaworthy.IntegrationTests.Caching;

/// <summary>
/// A link to Redis that can go wrong as networks do: connections that stay open and carry nothing any more, in one direction or in
/// both, and bytes that come late.
/// </summary>
internal sealed class FaultyLink : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Guid, Connection> _connections = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _accepting;

    public FaultyLink(Uri to)
    {
        To = to;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Url => $"redis://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>Where new connections lead to, as a name does that is another server's from now on; those that are open stay where they are.</summary>
    public Uri To { get; set; }

    /// <summary>What each piece of data waits on its way.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>From now on the connections that are open carry nothing; new ones do.</summary>
    public void Break(bool toRedis, bool fromRedis)
    {
        foreach (var connection in _connections.Values)
        {
            connection.LosesToRedis |= toRedis;
            connection.LosesFromRedis |= fromRedis;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _listener.Stop();
        foreach (var connection in _connections.Values)
        {
            connection.Dispose();
        }

        await _accepting;
        _ended.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_ended.IsCancellationRequested)
        {
            try
            {
                _ = CarryAsync(await _listener.AcceptTcpClientAsync(_ended.Token));
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
            {
            }
        }
    }

    private async Task CarryAsync(TcpClient near)
    {
        var id = Guid.NewGuid();
        using var connection = new Connection(near, new TcpClient { NoDelay = true });
        near.NoDelay = true;
        _connections[id] = connection;
        try
        {
            await connection.Far.ConnectAsync(To.Host, To.Port, _ended.Token);
            await Task.WhenAny(
                PumpAsync(near, connection.Far, () => connection.LosesToRedis),
                PumpAsync(connection.Far, near, () => connection.LosesFromRedis));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or IOException or ObjectDisposedException)
        {
        }
        finally
        {
            _connections.TryRemove(id, out _);
        }
    }

    private async Task PumpAsync(TcpClient from, TcpClient to, Func<bool> isLost)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.GetStream().ReadAsync(buffer, _ended.Token) is > 0 and var count)
            {
                if (Delay > TimeSpan.Zero)
                {
                    await Task.Delay(Delay, _ended.Token);
                }

                if (!isLost())
                {
                    await to.GetStream().WriteAsync(buffer.AsMemory(0, count), _ended.Token);
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or IOException or ObjectDisposedException or InvalidOperationException)
        {
        }
    }

    private sealed class Connection(TcpClient near, TcpClient far) : IDisposable
    {
        public TcpClient Far => far;

        public volatile bool LosesToRedis;

        public volatile bool LosesFromRedis;

        public void Dispose()
        {
            near.Dispose();
            far.Dispose();
        }
    }
}
