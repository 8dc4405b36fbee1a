using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Seaworthy.Pipeline;

namespace Seaworthy.Hosting;

/// <summary>
/// Knows how many requests are in flight and, while the process drains, asks every client to open its next
/// connection elsewhere (<c>Connection: close</c>). It refuses nobody: whoever got this far is served.
/// </summary>
public sealed class DrainStage : Stage
{
    private static readonly StringValues Close = "close";
    private int _inFlight;
    private long _served;
    private volatile bool _draining;

    internal DrainStage()
    {
    }

    /// <summary>Requests between this stage and their end.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Requests that ended since <see cref="IsDraining"/>.</summary>
    internal long Served => Interlocked.Read(ref _served);

    /// <summary>True from the first signal to stop: readiness is then 503.</summary>
    public bool IsDraining => _draining;

    /// <inheritdoc/>
    public override bool IsOn(SeaworthyOptions options) => options.Drain.Enabled;

    /// <inheritdoc/>
    public override Step Enter(RequestRecord record)
    {
        Interlocked.Increment(ref _inFlight);
        if (_draining && HttpProtocol.IsHttp11(record.Context.Request.Protocol))
        {
            record.Context.Response.Headers.Connection = Close;
        }

        return Step.Continue;
    }

    /// <inheritdoc/>
    public override void Leave(RequestRecord record)
    {
        Interlocked.Decrement(ref _inFlight);
        if (_draining)
        {
            Interlocked.Increment(ref _served);
        }
    }

    internal void Start() => _draining = true;
}
