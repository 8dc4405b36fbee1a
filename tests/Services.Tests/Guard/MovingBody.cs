using System.Net;

namespace Seaworthy.Services.Tests.Guard;

/// <summary>A body of two bytes, the second of which comes when the test says so.</summary>
internal sealed class MovingBody : HttpContent
{
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the first byte was sent.</summary>
    public Task Begun => _begun.Task;

    public void Go() => _go.SetResult();

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await stream.WriteAsync(new byte[1]);
        await stream.FlushAsync();
        _begun.SetResult();
        await _go.Task;
        await stream.WriteAsync(new byte[1]);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
