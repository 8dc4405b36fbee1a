using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Seaworthy.Faults.Harness;

/// <summary>
/// A link between the bank and a server that can go wrong as networks do: slow, cut, cut at the very message that matters (a <see cref="Trap"/>), clogged, and black: nothing arrives, and nobody is told.
/// </summary>
internal sealed class FaultProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<ProxiedConnection, bool> _connections = new();
    private readonly Func<IPEndPoint> _to;
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _accepting;
    private TaskCompletionSource _carries = new();
    private TaskCompletionSource _flows = new();
    private int _waited;

    /// <summary>Leads to a server on this machine, asked for where it is with every connection: it may come back elsewhere.</summary>
    public FaultProxy(Func<IPEndPoint> to)
    {
        _to = to;
        _carries.SetResult();
        _flows.SetResult();
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What each piece of data waits on its way.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>The trap that waits, if any.</summary>
    public Trap? Trap { get; set; }

    /// <summary>Whether nothing arrives.</summary>
    public bool Swallows => !Carries.IsCompleted;

    /// <summary>Ends when what is sent arrives.</summary>
    public Task Carries => Volatile.Read(ref _carries).Task;

    /// <summary>Ends when nothing waits any more.</summary>
    public Task Flows => Volatile.Read(ref _flows).Task;

    /// <summary>From now on nothing arrives, either way, and nobody is told: what is sent is gone, connections stay open, new ones lead nowhere, and who hangs up is not heard.</summary>
    public void Swallow() => Volatile.Write(ref _carries, new(TaskCreationOptions.RunContinuationsAsynchronously));

    /// <summary>What is sent arrives again. A connection that has lost something is none any more: what remains of it is that its end is heard.</summary>
    public void Carry() => Volatile.Read(ref _carries).TrySetResult();

    /// <summary>How often a piece of data had to wait since the beginning.</summary>
    public int Waited => Volatile.Read(ref _waited);

    /// <summary>From now on what is sent waits, either way, and so does the end of a connection.</summary>
    public void Clog() => Volatile.Write(ref _flows, new(TaskCreationOptions.RunContinuationsAsynchronously));

    /// <summary>What has waited arrives.</summary>
    public void Unclog() => Volatile.Read(ref _flows).TrySetResult();

    /// <summary>Returns when a piece of data need not wait.</summary>
    public async Task FlowAsync(CancellationToken ended)
    {
        if (!Flows.IsCompleted)
        {
            Interlocked.Increment(ref _waited);
            await Flows.WaitAsync(ended);
        }
    }

    /// <summary>Ends all connections with a reset.</summary>
    public void Reset()
    {
        foreach (var connection in _connections.Keys)
        {
            connection.Reset();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _listener.Stop();
        Reset();
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
                // The end, or a connection that was gone before it was taken.
            }
        }
    }

    private async Task CarryAsync(TcpClient near)
    {
        using var connection = new ProxiedConnection(this, near, _ended.Token);
        _connections[connection] = true;
        await connection.CarryAsync(_to());
        _connections.TryRemove(connection, out _);
    }
}
