using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Seaworthy.Pipeline;

/// <summary>
/// Holds the body of an answer back until it is whole, so that nothing is sent before it is known what becomes of it. An endpoint
/// that flushes more than <paramref name="most"/> bytes, or says that it streams, is let through from there on.
/// </summary>
/// <param name="inner">Where the body goes in the end.</param>
/// <param name="most">How many bytes are held.</param>
/// <param name="held">What they are held in: the record's.</param>
internal class HeldBody(IHttpResponseBodyFeature inner, int most, ArrayBufferWriter<byte> held) : PipeWriter, IHttpResponseBodyFeature
{
    private Stream? _stream;
    private bool _isForced;
    private int _flushed;

    /// <summary>Part of it is sent: nothing can be done with the answer any more.</summary>
    public bool HasPassed { get; private set; }

    /// <summary>What was written so far and is held.</summary>
    public ReadOnlySpan<byte> Written => Held.WrittenSpan;

    public Stream Stream => _stream ??= AsStream(leaveOpen: true);

    public PipeWriter Writer => this;

    public override bool CanGetUnflushedBytes => !HasPassed || inner.Writer.CanGetUnflushedBytes;

    public override long UnflushedBytes => HasPassed ? inner.Writer.UnflushedBytes : Held.WrittenCount - _flushed;

    protected ArrayBufferWriter<byte> Held => held;

    protected IHttpResponseBodyFeature Inner => inner;

    public override Memory<byte> GetMemory(int sizeHint = 0) => HasPassed ? inner.Writer.GetMemory(sizeHint) : Held.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => HasPassed ? inner.Writer.GetSpan(sizeHint) : Held.GetSpan(sizeHint);

    public override void Advance(int bytes)
    {
        if (HasPassed)
        {
            inner.Writer.Advance(bytes);
        }
        else
        {
            Held.Advance(bytes);
        }
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        if (!HasPassed && (_isForced || Held.WrittenCount <= most))
        {
            // What is held counts as sent: whoever writes by what is unflushed would stop at every byte.
            _flushed = Held.WrittenCount;
            return new(new FlushResult(isCanceled: false, isCompleted: false));
        }

        Pass();
        return inner.Writer.FlushAsync(cancellationToken);
    }

    public virtual void DisableBuffering()
    {
        if (!_isForced)
        {
            Pass();
            inner.DisableBuffering();
        }
    }

    public virtual Task StartAsync(CancellationToken cancellationToken = default) => HasPassed ? inner.StartAsync(cancellationToken) : Task.CompletedTask;

    public virtual Task CompleteAsync() => HasPassed ? inner.CompleteAsync() : Task.CompletedTask;

    public virtual Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) =>
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

    /// <summary>From here on everything is held, however large and whoever wants to see it: it must not be seen yet.</summary>
    public void Hold() => _isForced = true;

    /// <summary>Forgets what is held: something else is answered.</summary>
    public void Clear()
    {
        Held.ResetWrittenCount();
        _flushed = 0;
    }

    /// <summary>Hands on what was held; what comes now goes the straight way.</summary>
    public void Pass()
    {
        if (!HasPassed)
        {
            HasPassed = true;
            if (Held.WrittenCount > 0)
            {
                // In one piece: what looks through it must see it whole.
                Held.WrittenSpan.CopyTo(inner.Writer.GetSpan(Held.WrittenCount));
                inner.Writer.Advance(Held.WrittenCount);
            }
        }
    }
}
