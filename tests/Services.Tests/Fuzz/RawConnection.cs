using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Seaworthy.Services.Tests.Fuzz;

/// <summary>A keep-alive connection that sends bytes as they are and reads answers strictly.</summary>
internal sealed class RawConnection(Uri address) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly byte[] _buffer = new byte[64 * 1024];
    private Socket? _socket;
    private int _start;
    private int _end;

    /// <summary>Sends a request; null when the server closed without an answer.</summary>
    public async Task<RawAnswer?> SendAsync(FuzzRequest request)
    {
        using var patience = new CancellationTokenSource(Patience);
        var isFresh = _socket is null;
        _socket ??= await ConnectAsync(patience.Token);
        var writing = WriteAsync(_socket, request, patience.Token);
        var answer = await ReadAsync(request.Method == "HEAD", patience.Token);
        if (answer is null || answer.Closes || request.IsCut)
        {
            // A refusal before the whole body was read: the rest of it cannot be sent.
            Drop();
        }

        await writing;

        // The server may close an idle connection at any time; only a fresh one must be answered.
        return answer is null && !isFresh && !request.IsCut ? await SendAsync(request) : answer;
    }

    public void Dispose() => Drop();

    private async Task<Socket> ConnectAsync(CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, address.Port, cancellationToken);
        (_start, _end) = (0, 0);
        return socket;
    }

    private static async Task WriteAsync(Socket socket, FuzzRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await SendAllAsync(socket, request.Head(), cancellationToken);
            await SendAllAsync(socket, request.Body, cancellationToken);
            if (request.IsCut)
            {
                socket.Shutdown(SocketShutdown.Send);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Answered and closed before all was read; what it answered is judged.
        }
    }

    private static async Task SendAllAsync(Socket socket, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await socket.SendAsync(bytes, cancellationToken)..];
        }
    }

    private async Task<RawAnswer?> ReadAsync(bool isHead, CancellationToken cancellationToken)
    {
        if (await ReadHeadAsync(cancellationToken) is not { } head)
        {
            return null;
        }

        var lines = head.Split("\r\n");
        var status = int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture);
        if (status == 100)
        {
            return await ReadAsync(isHead, cancellationToken);
        }

        var headers = lines.Skip(1).Select(line => line.Split(": ", 2))
            .GroupBy(pair => pair[0], StringComparer.OrdinalIgnoreCase).ToDictionary(group => group.Key, group => string.Join(", ", group.Select(pair => pair.ElementAtOrDefault(1) ?? "")), StringComparer.OrdinalIgnoreCase);
        var body = isHead || status is 204 or 304 ? [] : await ReadBodyAsync(headers, cancellationToken);
        return new(status, headers, body);
    }

    private async Task<byte[]> ReadBodyAsync(Dictionary<string, string> headers, CancellationToken cancellationToken)
    {
        if (headers.TryGetValue("Content-Length", out var length))
        {
            return await ReadBytesAsync(int.Parse(length, CultureInfo.InvariantCulture), cancellationToken);
        }

        var body = new List<byte>();
        for (var size = -1; size != 0;)
        {
            size = int.Parse(await ReadUntilAsync("\r\n"u8.ToArray(), cancellationToken) ?? throw new IOException("half a chunk"), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            body.AddRange(await ReadBytesAsync(size, cancellationToken));
            await ReadUntilAsync("\r\n"u8.ToArray(), cancellationToken);
        }

        return [.. body];
    }

    private Task<string?> ReadHeadAsync(CancellationToken cancellationToken) => ReadUntilAsync("\r\n\r\n"u8.ToArray(), cancellationToken);

    private async Task<string?> ReadUntilAsync(byte[] mark, CancellationToken cancellationToken)
    {
        for (int at; ; await FillAsync(cancellationToken))
        {
            if ((at = _buffer.AsSpan(_start.._end).IndexOf(mark)) >= 0)
            {
                var text = Encoding.Latin1.GetString(_buffer, _start, at);
                _start += at + mark.Length;
                return text;
            }

            if (_socket is null)
            {
                return _start == _end ? null : throw new IOException("half an answer");
            }
        }
    }

    private async Task<byte[]> ReadBytesAsync(int count, CancellationToken cancellationToken)
    {
        var bytes = new byte[count];
        for (var read = 0; read < count;)
        {
            if (_start == _end)
            {
                await FillAsync(cancellationToken);
                _ = _socket ?? throw new IOException($"{read} of {count} bytes of the body");
            }

            var part = Math.Min(count - read, _end - _start);
            _buffer.AsSpan(_start, part).CopyTo(bytes.AsSpan(read));
            (_start, read) = (_start + part, read + part);
        }

        return bytes;
    }

    private async Task FillAsync(CancellationToken cancellationToken)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start.._end).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        try
        {
            var read = await _socket!.ReceiveAsync(_buffer.AsMemory(_end), cancellationToken);
            _end += read;
            if (read > 0)
            {
                return;
            }
        }
        catch (SocketException)
        {
            // Reset is closed.
        }

        Drop();
    }

    private void Drop()
    {
        _socket?.Dispose();
        _socket = null;
    }
}

/// <summary>What came back.</summary>
internal sealed record RawAnswer(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public bool Closes => Headers.TryGetValue("Connection", out var value) && value.Contains("close", StringComparison.OrdinalIgnoreCase);
}
