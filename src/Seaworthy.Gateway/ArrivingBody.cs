using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Seaworthy.Resilience;

namespace Seaworthy.Gateway;

/// <summary>The body of a request that is handed on as it comes. While it does, the time of the request stands still: the server bounds how slow it may be, and the forwarder how long it may stand still.</summary>
internal sealed class ArrivingBody : Stream
{
    private readonly Stream _inner;
    private readonly RequestRecord _record;

    private ArrivingBody(Stream inner, RequestRecord record) => (_inner, _record) = (inner, record);

    public Arrival Arrival { get; } = new();

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Puts itself in front of the body that there is; null where there is none, or it was read before.</summary>
    public static ArrivingBody? Begin(HttpContext context)
    {
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody != true || context.Request.Body.CanSeek)
        {
            return null;
        }

        var record = context.Features.GetRequiredFeature<RequestRecord>();
        record.HoldDeadline();
        var body = new ArrivingBody(context.Request.Body, record);
        context.Request.Body = body;
        return body;
    }

    // Told before the reader has the end: nothing of the request is over by then.
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await _inner.ReadAsync(buffer, cancellationToken);
        if (read == 0 && buffer.Length > 0)
        {
            Arrival.End(_record.ResumeDeadline());
        }

        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        Arrival.Dispose();
        base.Dispose(disposing);
    }
}
