namespace Seaworthy.EntityFrameworkCore.Engines;

/// <summary>
/// Who gets a connection of the pool while more want one than there are: what is critical first, the rest in order of arrival, and nobody waits longer than he may. A tenth is left to what is
/// critical: slow statements, and those who ask for them again and again, must not hold all.
/// </summary>
/// <param name="size">How many connections there may be.</param>
/// <param name="time">The clock.</param>
internal sealed class PoolTurns(int size, TimeProvider time)
{
    private const int MostWaiting = 10_000;

    // Of fewer than these none is left: the rest would have half of it, or nothing.
    private const int Smallest = 4;

    // A server that has no connection left is asked for another one so often.
    private static readonly TimeSpan LoweredFor = TimeSpan.FromSeconds(1);
    private readonly int _most = size;
    private readonly int _kept = size < Smallest ? 0 : Math.Max(1, size / 10);
    private readonly Lock _lock = new(); // guards all below
    private readonly Queue<TaskCompletionSource> _critical = new();
    private readonly Queue<TaskCompletionSource> _rest = new();
    private int _size = size;
    private long _loweredAt;
    private int _held;

    /// <summary>Waits for a turn; <see cref="Leave"/> gives it back.</summary>
    /// <param name="isCritical">Whether it comes before others.</param>
    /// <param name="patience">The longest wait.</param>
    /// <param name="cancellationToken">Ends the wait too.</param>
    /// <exception cref="DatabaseBusyException">It did not come in time, or too many wait already.</exception>
    /// <exception cref="OperationCanceledException">Nobody wants it any more.</exception>
    public async ValueTask EnterAsync(bool isCritical, TimeSpan patience, CancellationToken cancellationToken)
    {
        if (Take(isCritical) is not { } turn)
        {
            return;
        }

        try
        {
            await turn.Task.WaitAsync(patience, time, cancellationToken);
        }
        catch (TimeoutException late)
        {
            // Otherwise it has come in the same instant, and is taken; so below.
            if (turn.TrySetCanceled(CancellationToken.None))
            {
                throw new DatabaseBusyException($"Each of the {_most} connections to the database (Database:MaxPoolSize) was at work for {patience.TotalMilliseconds:0} ms.", late);
            }
        }
        catch (OperationCanceledException)
        {
            if (turn.TrySetCanceled(CancellationToken.None))
            {
                throw;
            }
        }
    }

    /// <summary>Gives a turn back.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            _held--;
            Grow();
            Grant();
        }
    }

    /// <summary>
    /// Gives a turn back that the server had no connection for. For a while there are no more turns than there are connections, so that those who want one wait for one of these.
    /// </summary>
    /// <returns>False when there are none, and nothing to wait for; the turn is not given back then.</returns>
    public bool TryLower()
    {
        lock (_lock)
        {
            if (_held == 1)
            {
                return false;
            }

            (_size, _loweredAt) = (--_held, time.GetTimestamp());
            return true;
        }
    }

    private TaskCompletionSource? Take(bool isCritical)
    {
        lock (_lock)
        {
            Grow();
            Grant();
            if (IsFree(isCritical))
            {
                _held++;
                return null;
            }

            var waiting = isCritical ? _critical : _rest;
            GiveUp(waiting);
            if (waiting.Count == MostWaiting)
            {
                throw new DatabaseBusyException($"{MostWaiting} wait for one of {_most} connections to the database.");
            }

            var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Enqueue(turn);
            return turn;
        }
    }

    private bool IsFree(bool isCritical) => _held < (isCritical ? _size : Math.Max(1, _size - _kept));

    private void Grow()
    {
        if (_size < _most && time.GetElapsedTime(_loweredAt) >= LoweredFor)
        {
            _size = _most;
        }
    }

    private void Grant()
    {
        Grant(_critical, isCritical: true);
        Grant(_rest, isCritical: false);
    }

    private void Grant(Queue<TaskCompletionSource> waiting, bool isCritical)
    {
        while (IsFree(isCritical) && waiting.TryDequeue(out var next))
        {
            _held += next.TrySetResult() ? 1 : 0;
        }
    }

    // They came in their order: who has given up stands in front, or behind somebody who is more patient.
    private static void GiveUp(Queue<TaskCompletionSource> waiting)
    {
        while (waiting.TryPeek(out var first) && first.Task.IsCompleted)
        {
            waiting.Dequeue();
        }
    }
}
