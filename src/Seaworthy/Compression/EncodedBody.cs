using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Seaworthy.Compression;

/// <summary>
/// A body on its way through an encoder. Whether it is encoded is decided when the endpoint first flushes or ends, by what its
/// headers say then; what ended without a flush is encoded in one piece and has its length.
/// </summary>
#pragma warning disable CA1001 // the encoder's disposal writes the end of the answer: one that failed in the middle must not look whole
internal sealed class EncodedBody(IHttpResponseBodyFeature inner, HttpResponse response, ContentCoding coding, int least)
#pragma warning restore CA1001
    : PipeWriter, IHttpResponseBodyFeature
{
    private readonly ArrayBufferWriter<byte> _held = new(4096);
    private Stream? _stream;
    private Stream? _encoder;
    private bool _passes;
    private bool _hasEnded;

    public Stream Stream => _stream ??= AsStream(leaveOpen: true);

    public PipeWriter Writer => this;

    public override bool CanGetUnflushedBytes => !_passes || inner.Writer.CanGetUnflushedBytes;

    public override long UnflushedBytes => _passes ? inner.Writer.UnflushedBytes : _held.WrittenCount;

    public override Memory<byte> GetMemory(int sizeHint = 0) => _passes ? inner.Writer.GetMemory(sizeHint) : _held.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => _passes ? inner.Writer.GetSpan(sizeHint) : _held.GetSpan(sizeHint);

    public override void Advance(int bytes)
    {
        if (_passes)
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
        if (!_passes && _encoder is null && !MayEncode())
        {
            Pass();
        }

        return _passes ? inner.Writer.FlushAsync(cancellationToken) : EncodeAsync(cancellationToken);
    }

    /// <summary>The endpoint has ended: the rest goes out.</summary>
    public async Task EndAsync()
    {
        if (_hasEnded)
        {
            return;
        }

        _hasEnded = true;
        if (_encoder is not null)
        {
            await EncodeAsync(CancellationToken.None);
            await _encoder.DisposeAsync();
        }
        else if (!_passes && !MayEncode())
        {
            Pass();
        }
        else if (!_passes)
        {
            var encoded = Encoder.Encode(_held.WrittenSpan, coding);
            Mark(encoded.Length);
            inner.Writer.Write(encoded);
        }
    }

    public void DisableBuffering()
    {
        if (_encoder is null)
        {
            Pass();
        }

        inner.DisableBuffering();
    }

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        // How long it will be is not said by everybody who starts; what kind it is, is.
        if (!_passes && _encoder is null && !MayEncode(response.ContentLength ?? long.MaxValue))
        {
            Pass();
        }

        if (_passes)
        {
            await inner.StartAsync(cancellationToken);
        }
    }

    public async Task CompleteAsync()
    {
        await EndAsync();
        await inner.CompleteAsync();
    }

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default)
    {
        if (!_passes && _encoder is null && _held.WrittenCount == 0 && !MayEncode(count ?? long.MaxValue))
        {
            Pass();
        }

        return _passes ? inner.SendFileAsync(path, offset, count, cancellationToken) : SendFileFallback.SendFileAsync(Stream, path, offset, count, cancellationToken);
    }

    public override void CancelPendingFlush() => inner.Writer.CancelPendingFlush();

    // The answer ends with its request.
    public override void Complete(Exception? exception = null)
    {
    }

    private bool MayEncode() => MayEncode(response.ContentLength ?? _held.WrittenCount);

    private bool MayEncode(long length)
    {
        var headers = response.Headers;
        return length >= least && !response.HasStarted && response.StatusCode is not (204 or 206 or 304)
            && headers.ContentEncoding.Count == 0 && headers.ContentRange.Count == 0
            && (headers.ETag.Count == 0 || headers.ETag.ToString().StartsWith("W/", StringComparison.Ordinal))
            && !headers.CacheControl.ToString().Contains("no-transform", StringComparison.OrdinalIgnoreCase)
            && CodableTypes.Contain(response.ContentType);
    }

    private void Pass()
    {
        _passes = true;
        if (_held.WrittenCount > 0)
        {
            inner.Writer.Write(_held.WrittenSpan);
        }
    }

    private void Mark(long? length)
    {
        response.Headers.ContentEncoding = Encoder.NameOf(coding);
        response.ContentLength = length;
        response.Headers.AcceptRanges = default;
    }

    private async ValueTask<FlushResult> EncodeAsync(CancellationToken cancellationToken)
    {
        if (_encoder is null)
        {
            Mark(length: null);
            var target = inner.Writer.AsStream(leaveOpen: true);
            _encoder = coding == ContentCoding.Brotli
                ? new BrotliStream(target, CompressionLevel.Optimal, leaveOpen: true)
                : new GZipStream(target, CompressionLevel.Optimal, leaveOpen: true);
        }

        await _encoder.WriteAsync(_held.WrittenMemory, cancellationToken);
        await _encoder.FlushAsync(cancellationToken);
        _held.ResetWrittenCount();
        return new FlushResult(isCanceled: false, isCompleted: false);
    }
}
