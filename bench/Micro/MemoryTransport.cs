using System.IO.Pipelines;
using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;

namespace Seaworthy.Micro;

/// <summary>
/// Kestrel without a socket: one connection made of two pipes whose both ends run where they are called, so that a request
/// is parsed, served and written on the thread that sends it, before the sending returns.
/// </summary>
internal sealed class MemoryTransport : IConnectionListenerFactory, IConnectionListener
{
    private static readonly PipeOptions Inline = new(
        readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, useSynchronizationContext: false,
        pauseWriterThreshold: 0, resumeWriterThreshold: 0);

    private readonly Channel<ConnectionContext> _waiting = Channel.CreateUnbounded<ConnectionContext>();

    public EndPoint EndPoint { get; private set; } = new IPEndPoint(IPAddress.Loopback, 0);

    /// <summary>Connects; the answer is the caller's end.</summary>
    public IDuplexPipe Connect()
    {
        var toServer = new Pipe(Inline);
        var toCaller = new Pipe(Inline);
        var caller = new End(toCaller.Reader, toServer.Writer);
        _waiting.Writer.TryWrite(new DefaultConnectionContext("memory", new End(toServer.Reader, toCaller.Writer), caller)
        {
            LocalEndPoint = EndPoint,
            RemoteEndPoint = new IPEndPoint(IPAddress.Parse("203.0.113.7"), 40_000),
        });
        return caller;
    }

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        EndPoint = endpoint;
        return new(this);
    }

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) =>
        await _waiting.Reader.WaitToReadAsync(cancellationToken) && _waiting.Reader.TryRead(out var connection) ? connection : null;

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        _waiting.Writer.TryComplete();
        return default;
    }

    public ValueTask DisposeAsync() => default;

    private sealed record End(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
