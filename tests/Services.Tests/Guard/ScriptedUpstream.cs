using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Seaworthy.Services.Tests.Guard;

/// <summary>A server that does what no honest one does: each connection is the script's.</summary>
internal sealed class ScriptedUpstream : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _end = new();
    private int _connections;

    /// <param name="script">Gets the stream after the head of a request was read.</param>
    /// <param name="port">0 for any.</param>
    public ScriptedUpstream(Func<Stream, CancellationToken, Task> script, int port = 0)
    {
        _listener = new(IPAddress.Loopback, port);
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _ = TakeAsync(script);
    }

    public Uri Address { get; }

    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Writes this and closes.</summary>
    public static Func<Stream, CancellationToken, Task> Says(string text) => (stream, token) => stream.WriteAsync(Encoding.ASCII.GetBytes(text), token).AsTask();

    /// <summary>Writes this and stays silent.</summary>
    public static Func<Stream, CancellationToken, Task> SaysAndWaits(string text) => async (stream, token) =>
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(text), token);
        await Task.Delay(Timeout.Infinite, token);
    };

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task TakeAsync(Func<Stream, CancellationToken, Task> script)
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                var client = await _listener.AcceptTcpClientAsync(_end.Token);
                Interlocked.Increment(ref _connections);
                _ = ServeAsync(client, script);
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(TcpClient client, Func<Stream, CancellationToken, Task> script)
    {
        using var own = client;
        try
        {
            var stream = client.GetStream();
            var (room, head) = (new byte[4096], new StringBuilder());
            while (!head.ToString().Contains("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(room, _end.Token) is > 0 and var read)
            {
                head.Append(Encoding.ASCII.GetString(room, 0, read));
            }

            await script(stream, _end.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The other side, or the test, has ended.
        }
    }
}
