using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Seaworthy.Pipeline;

namespace Seaworthy.Leaks;

/// <summary>A body that is held until it is whole, unless it is large or says that it is a stream: nobody could wait for its end.</summary>
internal sealed class BlockedBody(IHttpResponseBodyFeature inner, HttpResponse response, ArrayBufferWriter<byte> held) : HeldBody(inner, MostBytes, held)
{
    private const int MostBytes = 1 << 20;

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        if (response.ContentType?.StartsWith("text/event-stream", StringComparison.OrdinalIgnoreCase) == true)
        {
            Pass();
        }

        return base.FlushAsync(cancellationToken);
    }
}
