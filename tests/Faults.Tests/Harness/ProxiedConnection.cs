using System.Net;
using System.Net.Sockets;

namespace Seaworthy.Faults.Harness;

/// <summary>One connection through a <see cref="FaultProxy"/>.</summary>
internal sealed class ProxiedConnection(FaultProxy proxy, TcpClient near, CancellationToken ended) : IDisposable
{
    private readonly TcpClient _far = new() { NoDelay = true };
    private volatile bool _hasLost;

    /// <summary>Carries until one of both ends, or it is cut.</summary>
    public async Task CarryAsync(IPEndPoint to)
    {
        try
        {
            near.NoDelay = true;
            if (HasLost())
            {
                // One that is made while nothing arrives: the server never hears of it.
                await PumpAsync(near, _far, isFromServer: false);
                return;
            }

            await _far.ConnectAsync(to, ended);
            await Task.WhenAny(PumpAsync(near, _far, isFromServer: false), PumpAsync(_far, near, isFromServer: true));

            // Nor does either end hear that the other one is gone.
            await Task.WhenAll(proxy.Carries, proxy.Flows).WaitAsync(ended);
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or IOException or ObjectDisposedException)
        {
            // Whoever was connected sees the end of the connection.
        }
    }

    /// <summary>Ends it at once, what is under way included.</summary>
    public void Reset()
    {
        foreach (var client in (TcpClient[])[near, _far])
        {
            try
            {
                // A client that is disposed has no socket any more: what is done in the instant of a trap may have ended both.
                client.Client?.LingerState = new(enable: true, seconds: 0);
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                // It has ended by itself.
            }

            client.Dispose();
        }
    }

    public void Dispose()
    {
        near.Dispose();
        _far.Dispose();
    }

    // What has lost a piece has lost all that comes after it.
    private bool HasLost() => _hasLost |= proxy.Swallows;

    private async Task PumpAsync(TcpClient from, TcpClient to, bool isFromServer)
    {
        var (buffer, scan) = (new byte[64 * 1024], new TrapScan());
        try
        {
            while (await from.GetStream().ReadAsync(buffer, ended) is > 0 and var count)
            {
                if (HasLost())
                {
                    continue;
                }

                await proxy.FlowAsync(ended);
                if (proxy.Delay > TimeSpan.Zero)
                {
                    await Task.Delay(proxy.Delay, ended);
                }

                if (proxy.Trap is { } trap && scan.Finds(trap, buffer.AsSpan(0, count), isFromServer) && trap.TrySpring())
                {
                    proxy.Trap = null;
                    if (trap.IsForwarded)
                    {
                        await to.GetStream().WriteAsync(buffer.AsMemory(0, count), ended);
                    }

                    await trap.SpringAsync(Reset);
                    return;
                }

                await to.GetStream().WriteAsync(buffer.AsMemory(0, count), ended);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The connection is over, whoever ended it.
        }
    }
}
