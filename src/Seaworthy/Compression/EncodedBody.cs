using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Seaworthy.Pipeline;

namespace Seaworthy.Compression;

/// <summary>
/// A body on its way through an encoder. Whether it is encoded is decided when the endpoint first flushes or ends, by what its
/// headers say then; what ended without a flush is encoded in one piece and has its length.
/// </summary>
#pragma warning disable CA1001 // the encoder's disposal writes the end of the answer: one that failed in the middle must not look whole
internal sealed class EncodedBody(IHttpResponseBodyFeature inner, HttpResponse response, ContentCoding coding, int least, ArrayBufferWriter<byte> held)
#pragma warning restore CA1001
    : HeldBody(inner, most: 0, held)
{
    private Stream? _encoder;
    private bool _hasEnded;

    private bool IsDecided => HasPassed || _encoder is not null;

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        if (!IsDecided && !MayEncode())
        {
            Pass();
        }

        return HasPassed ? Inner.Writer.FlushAsync(cancellationToken) : EncodeAsync(cancellationToken);
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
        else if (!HasPassed && !MayEncode())
        {
            Pass();
        }
        else if (!HasPassed)
        {
            var encoded = Encoder.Encode(Written, coding);
            Mark(encoded.Length);
            Inner.Writer.Write(encoded);
        }
    }

    public override void DisableBuffering()
    {
        if (_encoder is null)
        {
            Pass();
        }

        Inner.DisableBuffering();
    }

    public override async Task StartAsync(CancellationToken cancellationToken = default)
    {
        // How long it will be is not said by everybody who starts; what kind it is, is.
        if (!IsDecided && !MayEncode(response.ContentLength ?? long.MaxValue))
        {
            Pass();
        }

        if (HasPassed)
        {
            await Inner.StartAsync(cancellationToken);
        }
    }

    public override async Task CompleteAsync()
    {
        await EndAsync();
        await Inner.CompleteAsync();
    }

    public override Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default)
    {
        if (!IsDecided && Held.WrittenCount == 0 && !MayEncode(count ?? long.MaxValue))
        {
            Pass();
        }

        return HasPassed ? Inner.SendFileAsync(path, offset, count, cancellationToken) : base.SendFileAsync(path, offset, count, cancellationToken);
    }

    public override void CancelPendingFlush() => Inner.Writer.CancelPendingFlush();

    private bool MayEncode() => MayEncode(response.ContentLength ?? Held.WrittenCount);

    private bool MayEncode(long length)
    {
        var headers = response.Headers;
        return length >= least && !response.HasStarted && response.StatusCode is not (204 or 206 or 304)
            && headers.ContentEncoding.Count == 0 && headers.ContentRange.Count == 0
            && (headers.ETag.Count == 0 || headers.ETag.ToString().StartsWith("W/", StringComparison.Ordinal))
            && !headers.CacheControl.ToString().Contains("no-transform", StringComparison.OrdinalIgnoreCase)
            && CodableTypes.Contain(response.ContentType);
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
            var target = Inner.Writer.AsStream(leaveOpen: true);
            _encoder = coding == ContentCoding.Brotli
                ? new BrotliStream(target, CompressionLevel.Optimal, leaveOpen: true)
                : new GZipStream(target, CompressionLevel.Optimal, leaveOpen: true);
        }

        await _encoder.WriteAsync(Held.WrittenMemory, cancellationToken);
        await _encoder.FlushAsync(cancellationToken);
        Held.ResetWrittenCount();
        return new FlushResult(isCanceled: false, isCompleted: false);
    }
}
