using System.Buffers;
using Microsoft.AspNetCore.Http.Features;
using Seaworthy.Pipeline;

namespace Seaworthy.Caching.Origin;

/// <summary>
/// Holds an answer back while it may be kept, or is short enough to get a tag, and lets all others through as they come. Decides when the first byte is written: the head
/// is complete then.
/// </summary>
/// <param name="inner">Where it goes in the end.</param>
/// <param name="most">How many bytes are held.</param>
/// <param name="held">What they are held in.</param>
/// <param name="isHeld">Asked once, when the head is there.</param>
/// <param name="passed">Called when it is let through.</param>
internal sealed class OriginBody(IHttpResponseBodyFeature inner, int most, ArrayBufferWriter<byte> held, Func<bool> isHeld, Action passed) : HeldBody(inner, most, held)
{
    private bool _isDecided;

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        Decide();
        return base.GetMemory(sizeHint);
    }

    public override Span<byte> GetSpan(int sizeHint = 0)
    {
        Decide();
        return base.GetSpan(sizeHint);
    }

    public override ValueTask<System.IO.Pipelines.FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        var flushed = base.FlushAsync(cancellationToken);
        TellPassed();
        return flushed;
    }

    public override void DisableBuffering()
    {
        _isDecided = true;
        base.DisableBuffering();
        TellPassed();
    }

    private void Decide()
    {
        if (!_isDecided)
        {
            _isDecided = true;
            if (!isHeld())
            {
                Pass();
                TellPassed();
            }
        }
    }

    private void TellPassed()
    {
        if (HasPassed)
        {
            passed();
        }
    }
}
