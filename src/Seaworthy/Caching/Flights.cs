using System.Collections.Concurrent;

namespace Seaworthy.Caching;

/// <summary>
/// One producer per key, however many ask at once: the first starts the flight, the others board it. Each waits with its own
/// token; the producer is cancelled when nobody waits any more. In one process; each cache has its own.
/// </summary>
/// <remarks>
/// A producer looks first whether the value is there by now: between a caller's miss and its flight another one may have landed.
/// Bounded by the callers that wait and by the background work that was asked for.
/// </remarks>
/// <param name="isGood">
/// Whether what a flight brought may be given to somebody who came after it began: false when it has been invalidated meanwhile. He
/// then takes the next flight, which began after he came.
/// </param>
internal sealed class Flights<T>(Func<T, bool> isGood)
{
    private readonly ConcurrentDictionary<string, Flight<T>> _inAir = new(StringComparer.Ordinal);
    private long _boarded;

    /// <summary>How many callers found somebody at it already.</summary>
    public long Boarded => Interlocked.Read(ref _boarded);

    public int Count => _inAir.Count;

    /// <summary>What the one producer of <paramref name="key"/> returns or throws.</summary>
    /// <param name="key">The key.</param>
    /// <param name="state">For <paramref name="produce"/>.</param>
    /// <param name="produce">
    /// Makes the value. Begins on the first caller's thread, in its execution context; its token ends when no caller waits.
    /// </param>
    /// <param name="cancellationToken">Ends this caller's wait, and nobody else's.</param>
    public async Task<T> RunAsync<TState>(
        string key, TState state, Func<TState, CancellationToken, ValueTask<T>> produce, CancellationToken cancellationToken)
    {
        for (var boardings = 0; ; boardings++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (flight, isOwn) = Take(key);
            if (isOwn)
            {
                _ = FlyAsync(key, flight, state, produce);
            }

            var value = await WaitAsync(key, flight, cancellationToken).ConfigureAwait(false);
            if (isOwn || boardings > 0 || isGood(value))
            {
                return value;
            }
        }
    }

    /// <summary>
    /// Starts a flight that nobody waits for, on another thread and outside the caller's execution context: what the caller holds
    /// there ends with its request. Callers that miss meanwhile board it.
    /// </summary>
    /// <returns>False when somebody is at it already.</returns>
    public bool TryStart<TState>(string key, TState state, Func<TState, CancellationToken, ValueTask<T>> produce)
    {
        if (_inAir.ContainsKey(key))
        {
            return false;
        }

        var own = new Flight<T>();
        if (!_inAir.TryAdd(key, own))
        {
            return false;
        }

        // It is its own passenger and never leaves, so callers that come and go do not cancel it.
        ThreadPool.UnsafeQueueUserWorkItem(
            static work => _ = work.Flights.FlyAsync(work.Key, work.Own, work.State, work.Produce),
            (Flights: this, Key: key, Own: own, State: state, Produce: produce), preferLocal: false);
        return true;
    }

    /// <summary>From now on nobody boards the flight that is in the air: what it brings is outdated. It lands for those who wait.</summary>
    public void Close(string key) => _inAir.TryRemove(key, out _);

    private (Flight<T> Flight, bool IsOwn) Take(string key)
    {
        while (true)
        {
            if (_inAir.TryGetValue(key, out var other))
            {
                if (other.TryBoard())
                {
                    Interlocked.Increment(ref _boarded);
                    return (other, false);
                }

                // Everybody has left it a moment ago; it must not keep those who come now.
                Forget(key, other);
            }
            else if (new Flight<T>() is var own && _inAir.TryAdd(key, own))
            {
                return (own, true);
            }
        }
    }

    private async Task FlyAsync<TState>(string key, Flight<T> own, TState state, Func<TState, CancellationToken, ValueTask<T>> produce)
    {
        try
        {
            var value = await produce(state, own.Token).ConfigureAwait(false);
            Forget(key, own);
            own.Land(value);
        }
        catch (Exception exception)
        {
            Forget(key, own);
            own.Fail(exception);
        }
    }

    private async Task<T> WaitAsync(string key, Flight<T> flight, CancellationToken cancellationToken)
    {
        try
        {
            return await flight.Landed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested && !flight.Landed.IsCompleted)
        {
            if (flight.Leave())
            {
                Forget(key, flight);
                flight.Abandon();
            }

            throw;
        }
    }

    private void Forget(string key, Flight<T> flight) => _inAir.TryRemove(KeyValuePair.Create(key, flight));
}
