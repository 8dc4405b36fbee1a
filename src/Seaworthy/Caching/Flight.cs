namespace Seaworthy.Caching;

/// <summary>One producer at work and those who wait for it.</summary>
#pragma warning disable CA1001 // the source has no timer and no handle: disposing it would free nothing and race with the last who leaves
internal sealed class Flight<T>
#pragma warning restore CA1001
{
    private readonly TaskCompletionSource<T> _landed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _abandoned = new();
    private int _passengers = 1; // whoever starts it; 0 is for ever: nobody boards what nobody waits for

    /// <summary>Its end.</summary>
    public Task<T> Landed => _landed.Task;

    /// <summary>Ends when nobody waits any more.</summary>
    public CancellationToken Token => _abandoned.Token;

    /// <summary>False when everybody has left.</summary>
    public bool TryBoard()
    {
        var now = Volatile.Read(ref _passengers);
        while (now > 0)
        {
            var seen = Interlocked.CompareExchange(ref _passengers, now + 1, now);
            if (seen == now)
            {
                return true;
            }

            now = seen;
        }

        return false;
    }

    /// <summary>True for the last one, who must <see cref="Abandon"/> it.</summary>
    public bool Leave() => Interlocked.Decrement(ref _passengers) == 0;

    public void Abandon() => _abandoned.Cancel();

    public void Land(T value) => _landed.SetResult(value);

    public void Fail(Exception exception)
    {
        _landed.SetException(exception);
        // Told to everybody who waits; when all have left, nobody is there to be told, and that is no fault of the process.
        _ = _landed.Task.Exception;
    }
}
