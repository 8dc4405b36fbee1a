using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Seaworthy.Idempotency;

/// <summary>
/// Catches the body of an answer, so that it can be kept before it is sent. One that grows beyond what is kept, or that wants
/// to be seen while it is made, goes out as it comes; unless it is held, because its transaction is not committed yet.
/// </summary>
internal sealed class AnswerBuffer : Stream, IHttpResponseBodyFeature
{
    private readonly IHttpResponseBodyFeature _inner;
    private readonly ArrayBufferWriter<byte> _caught = new(512);
    private PipeWriter? _writer;
    private bool _isHeld;

    public AnswerBuffer(IHttpResponseBodyFeature inner) => _inner = inner;

    /// <summary>False once the answer goes out as it comes.</summary>
    public bool IsWhole { get; private set; } = true;

    public ReadOnlyMemory<byte> Written => _caught.WrittenMemory;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    Stream IHttpResponseBodyFeature.Stream => this;

    PipeWriter IHttpResponseBodyFeature.Writer => _writer ??= PipeWriter.Create(this, new StreamPipeWriterOptions(leaveOpen: true));

    /// <summary>From here on everything is caught, however large.</summary>
    public void Hold() => _isHeld = true;

    /// <summary>Takes in what stands in the writer's own buffer.</summary>
    public async Task CompleteAsync()
    {
        if (_writer is not null)
        {
            await _writer.FlushAsync(CancellationToken.None);
        }
    }

    /// <summary>Forgets what was caught: something else is answered.</summary>
    public void Clear() => _caught.ResetWrittenCount();

    /// <summary>Sends what was caught.</summary>
    public async Task SendAsync()
    {
        await _inner.StartAsync();
        await _inner.Stream.WriteAsync(Written);
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (IsWhole && !_isHeld && _caught.WrittenCount + buffer.Length > StoredAnswer.MostBytes)
        {
            await LetGoAsync(cancellationToken);
        }

        if (IsWhole)
        {
            _caught.Write(buffer.Span);
        }
        else
        {
            await _inner.Stream.WriteAsync(buffer, cancellationToken);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count)
    {
        if (!IsWhole)
        {
            _inner.Stream.Write(buffer, offset, count);
        }
        else
        {
            _caught.Write(buffer.AsSpan(offset, count));
        }
    }

    public override Task FlushAsync(CancellationToken cancellationToken) =>
        IsWhole ? Task.CompletedTask : _inner.Stream.FlushAsync(cancellationToken);

    public override void Flush()
    {
        if (!IsWhole)
        {
            _inner.Stream.Flush();
        }
    }

    // Events and downloads ask for this before their first byte.
    void IHttpResponseBodyFeature.DisableBuffering()
    {
        if (!_isHeld && _caught.WrittenCount == 0)
        {
            IsWhole = false;
            _inner.DisableBuffering();
        }
    }

    Task IHttpResponseBodyFeature.StartAsync(CancellationToken cancellationToken) =>
        IsWhole ? Task.CompletedTask : _inner.StartAsync(cancellationToken);

    Task IHttpResponseBodyFeature.SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken) =>
        SendFileFallback.SendFileAsync(this, path, offset, count, cancellationToken);

    Task IHttpResponseBodyFeature.CompleteAsync() => CompleteAsync();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private async Task LetGoAsync(CancellationToken cancellationToken)
    {
        IsWhole = false;
        await _inner.StartAsync(cancellationToken);
        await _inner.Stream.WriteAsync(Written, cancellationToken);
    }
}
