namespace Seaworthy.Faults.Harness;

/// <summary>Cuts a connection at a message of its protocol: at the first one after so many, before or after it is carried on.</summary>
internal sealed class Trap(WireMark mark, int after, bool isForwarded, Func<Task>? then = null)
{
    private readonly TaskCompletionSource _sprung = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _left = after;
    private int _isSprung;

    public WireMark Mark => mark;

    /// <summary>Whether the message still goes on; what would answer it does not.</summary>
    public bool IsForwarded => isForwarded;

    /// <summary>Ends when it has sprung, and what it does is done.</summary>
    public Task Sprung => _sprung.Task;

    /// <summary>Whether it springs at this message; once.</summary>
    public bool TrySpring() => Interlocked.Decrement(ref _left) < 0 && Interlocked.Exchange(ref _isSprung, 1) == 0;

    /// <summary>What happens in the instant: the message is where it goes, or is not, and nobody has heard more; then the connection is cut.</summary>
    public async Task SpringAsync(Action cut)
    {
        try
        {
            await (then?.Invoke() ?? Task.CompletedTask);
            cut();
            _sprung.TrySetResult();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Told to whoever waits for it: the pump that this runs in takes many exceptions for the end of a connection.
            _sprung.TrySetException(exception);
        }
    }
}
