using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Seaworthy.Tests.Resilience;

/// <summary>A service on a real socket that does what a script says, request by request: answers, fails, keeps silent, breaks off.</summary>
internal sealed class ScriptedUpstream : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Func<int, string> _script;
    private readonly List<string> _heads = [];
    private readonly List<(int Count, TaskCompletionSource Reached)> _waiting = [];
    private readonly Task _accepting;

    /// <param name="script">What to do with the request of this number, the first being 1: a status, perhaps with a Retry-After behind it, or a word.</param>
    public ScriptedUpstream(Func<int, string> script)
    {
        _script = script;
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _accepting = AcceptAsync();
    }

    public Uri Address { get; }

    /// <summary>Each request's first lines.</summary>
    public IReadOnlyList<string> Heads
    {
        get
        {
            lock (_heads)
            {
                return [.. _heads];
            }
        }
    }

    public int Count => Heads.Count;

    /// <summary>Until so many requests have arrived.</summary>
    public Task UntilAsync(int count)
    {
        lock (_heads)
        {
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_heads.Count >= count)
            {
                reached.SetResult();
            }

            _waiting.Add((count, reached));
            return reached.Task.WaitAsync(TimeSpan.FromSeconds(20));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        var served = new List<Task>();
        try
        {
            while (true)
            {
                served.Add(ServeAsync(await _listener.AcceptSocketAsync(_end.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(served);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using (socket)
        {
            try
            {
                while (await HeadAsync(socket) is { } head && await AnswerAsync(socket, _script(Note(head)).Split(' ')))
                {
                    // The connection is kept.
                }
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException)
            {
                // The caller, or the test, is gone.
            }
        }
    }

    // Whether the connection is kept.
    private async Task<bool> AnswerAsync(Socket socket, string[] words)
    {
        switch (words[0])
        {
            case "silent":
                await Task.Delay(Timeout.Infinite, _end.Token);
                break;
            case "keep":
                await SendAsync(socket, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                return true;
            case "hang-up":
                break;
            case "reset":
                socket.LingerState = new(true, 0);
                break;
            case "garbage":
                await SendAsync(socket, "\0\u0001 what is this\r\n\r\n");
                break;
            case "cut":
                await SendAsync(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
                break;
            case "large":
                await SendAsync(socket, "HTTP/1.1 200 OK\r\nContent-Length: 3000000\r\nConnection: close\r\n\r\n");
                break;
            case "drip":
                await SendAsync(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nd");
                await Task.Delay(Timeout.Infinite, _end.Token);
                break;
            default:
                var after = words.Length > 1 ? $"Retry-After: {words[1]}\r\n" : "";
                await SendAsync(socket, $"HTTP/1.1 {words[0]} -\r\nContent-Length: 2\r\nConnection: close\r\n{after}\r\nok");
                break;
        }

        return false;
    }

    private async Task<string?> HeadAsync(Socket socket)
    {
        var text = "";
        var buffer = new byte[4096];
        while (!text.Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await socket.ReceiveAsync(buffer, _end.Token) is > 0 and var read)
            {
                text += Encoding.ASCII.GetString(buffer, 0, read);
            }
            else
            {
                return null;
            }
        }

        return text;
    }

    private int Note(string head)
    {
        lock (_heads)
        {
            _heads.Add(head);
            _waiting.ForEach(waiting =>
            {
                if (_heads.Count >= waiting.Count)
                {
                    waiting.Reached.TrySetResult();
                }
            });
            return _heads.Count;
        }
    }

    private async Task SendAsync(Socket socket, string text) => await socket.SendAsync(Encoding.Latin1.GetBytes(text), _end.Token);
}
