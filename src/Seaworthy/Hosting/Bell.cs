using System.Threading.Channels;

namespace Seaworthy.Hosting;

/// <summary>Wakes the one who works in the background. Rung while he is awake, it wakes him from his next sleep at once; rung ten times, once.</summary>
internal sealed class Bell
{
    private readonly Channel<bool> _rung = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private int _hasNew;

    /// <summary>There is something to do.</summary>
    public void Ring() => _rung.Writer.TryWrite(true);

    /// <summary>There is new work.</summary>
    public void RingForNew()
    {
        Volatile.Write(ref _hasNew, 1);
        Ring();
    }

    /// <summary>Whether there was new work since this was asked the last time.</summary>
    public bool TakeNew() => Interlocked.Exchange(ref _hasNew, 0) == 1;

    /// <summary>Returns when it is rung, or the time is over.</summary>
    public async Task WaitAsync(TimeSpan most, TimeProvider time, CancellationToken cancellationToken)
    {
        using var over = new CancellationTokenSource(most, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellationToken);
        try
        {
            await _rung.Reader.WaitToReadAsync(either.Token);
            _rung.Reader.TryRead(out _);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The time is over.
        }
    }
}
