using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;

namespace Seaworthy.Tests.Caching.Responses;

/// <summary>A body that goes nowhere and takes no memory of its own.</summary>
internal sealed class DiscardedBody : PipeWriter, IHttpResponseBodyFeature
{
    private readonly byte[] _room = new byte[64 * 1024];

    public long Bytes { get; private set; }

    public Stream Stream => throw new NotSupportedException();

    public PipeWriter Writer => this;

    public override void Advance(int bytes) => Bytes += bytes;

    public override Memory<byte> GetMemory(int sizeHint = 0) => _room;

    public override Span<byte> GetSpan(int sizeHint = 0) => _room;

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => default;

    public override void CancelPendingFlush()
    {
    }

    public override void Complete(Exception? exception = null)
    {
    }

    public void DisableBuffering()
    {
    }

    public Task StartAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task CompleteAsync() => Task.CompletedTask;
}
