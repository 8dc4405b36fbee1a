using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Seaworthy.Caching.Responses;

/// <summary>
/// Holds the body of an answer back until it is whole, so that nothing is sent before it is known what becomes of it. An endpoint
/// that flushes more than <paramref name="most"/> bytes, or says that it streams, is let through from there on.
/// </summary>
internal sealed class HeldBody(IHttpResponseBodyFeature inner, int most) : PipeWriter, IHttpResponseBodyFeature
{
    private readonly ArrayBufferWriter<byte> _held = new(4096);
    private Stream? _stream;

    /// <summary>Part of it is sent: nothing can be done with the answer any more.</summary>
    public bool HasPassed { get; private set; }

    /// <summary>What was written so far.</summary>
    public ReadOnlySpan<byte> Written => _held.WrittenSpan;

    public Stream Stream => _stream ??= AsStream(leaveOpen: true);

    public PipeWriter Writer => this;

    public override bool CanGetUnflushedBytes => !HasPassed || inner.Writer.CanGetUnflushedBytes;

    public override long UnflushedBytes => HasPassed ? inner.Writer.UnflushedBytes : _held.WrittenCount;

    public override Memory<byte> GetMemory(int sizeHint = 0) => HasPassed ? inner.Writer.GetMemory(sizeHint) : _held.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => HasPassed ? inner.Writer.GetSpan(sizeHint) : _held.GetSpan(sizeHint);

    public override void Advance(int bytes)
    {
        if (HasPassed)
        {
            inner.Writer.Advance(bytes);
        }
        else
        {
            _held.Advance(bytes);
        }
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        if (!HasPassed && _held.WrittenCount <= most)
        {
            return new(new FlushResult(isCanceled: false, isCompleted: false));
        }

        Pass();
        return inner.Writer.FlushAsync(cancellationToken);
    }

    public void DisableBuffering()
    {
        Pass();
        inner.DisableBuffering();
    }

    public Task StartAsync(CancellationToken cancellationToken = default) => HasPassed ? inner.StartAsync(cancellationToken) : Task.CompletedTask;

    public Task CompleteAsync() => HasPassed ? inner.CompleteAsync() : Task.CompletedTask;

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) =>
        SendFileFallback.SendFileAsync(Stream, path, offset, count, cancellationToken);

    public override void CancelPendingFlush()
    {
        if (HasPassed)
        {
            inner.Writer.CancelPendingFlush();
        }
    }

    // The answer ends with its request.
    public override void Complete(Exception? exception = null)
    {
    }

    /// <summary>Hands on what was held; what comes now goes the straight way.</summary>
    public void Pass()
    {
        if (!HasPassed)
        {
            HasPassed = true;
            if (_held.WrittenCount > 0)
            {
                inner.Writer.Write(_held.WrittenSpan);
            }
        }
    }
}
