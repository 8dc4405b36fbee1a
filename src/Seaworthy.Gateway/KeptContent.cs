using System.Net;
using Seaworthy.Resilience;

namespace Seaworthy.Gateway;

/// <summary>A body that was read before it is sent, for its key, and can be read again from there.</summary>
internal sealed class KeptContent : RepeatableContent
{
    private readonly Stream _body;

    public KeptContent(Stream body, HttpContent first)
    {
        _body = body;
        foreach (var (name, values) in first.Headers.NonValidated)
        {
            Headers.TryAddWithoutValidation(name, values);
        }
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        _body.Position = 0;
        await _body.CopyToAsync(stream);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }
}
