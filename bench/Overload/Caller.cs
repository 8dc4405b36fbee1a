using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Seaworthy.Bench.Overload;

/// <summary>One connection that sends a request at its time, or as soon as the one before is answered. Reads no more of an answer than it must: it shares the processors.</summary>
internal sealed class Caller(IPEndPoint server, string path, Func<long?> next, List<Call> calls) : IDisposable
{
    private static readonly byte[] EndOfHead = "\r\n\r\n"u8.ToArray();
    private static readonly byte[] Length = "Content-Length: "u8.ToArray();
    private readonly byte[] _request = Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: bench\r\n\r\n");
    private readonly byte[] _answer = new byte[8192];
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    public async Task RunAsync()
    {
        await _socket.ConnectAsync(server);
        while (next() is { } due)
        {
            var early = TimeSpan.FromTicks((due - Stopwatch.GetTimestamp()) * TimeSpan.TicksPerSecond / Stopwatch.Frequency);
            if (early > TimeSpan.FromMilliseconds(1))
            {
                await Task.Delay(early);
            }

            await _socket.SendAsync(_request);
            calls.Add(new(due, await StatusAsync(), Stopwatch.GetTimestamp()));
        }
    }

    public void Dispose() => _socket.Dispose();

    private async Task<int> StatusAsync()
    {
        var length = 0;
        while (true)
        {
            var read = await _socket.ReceiveAsync(_answer.AsMemory(length));
            if (read == 0)
            {
                throw new InvalidOperationException($"{path}: the server has hung up.");
            }

            length += read;
            if (IsWhole(_answer.AsSpan(0, length)))
            {
                return ((_answer[9] - '0') * 100) + ((_answer[10] - '0') * 10) + _answer[11] - '0';
            }
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        if (answer.IndexOf(EndOfHead) is not (>= 0 and var end))
        {
            return false;
        }

        var head = answer[..end];
        if (head.IndexOf(Length) is >= 0 and var at)
        {
            var digits = head[(at + Length.Length)..];
            var stop = digits.IndexOf((byte)'\r');
            return answer.Length >= end + EndOfHead.Length + int.Parse(stop < 0 ? digits : digits[..stop], System.Globalization.CultureInfo.InvariantCulture);
        }

        return answer.EndsWith("0\r\n\r\n"u8);
    }
}

/// <summary>One request.</summary>
/// <param name="Due">When it was to be sent.</param>
/// <param name="Status">What came.</param>
/// <param name="End">When it had come.</param>
internal readonly record struct Call(long Due, int Status, long End)
{
    public double Milliseconds => Stopwatch.GetElapsedTime(Due, End).TotalMilliseconds;
}
