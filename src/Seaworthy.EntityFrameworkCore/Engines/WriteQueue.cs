namespace Seaworthy.EntityFrameworkCore.Engines;

/// <summary>
/// One writer at a time, in order of arrival. Writers that would fail with "database is locked" wait here instead,
/// asynchronously and within their deadline; 10,000 may wait, the next is told at once.
/// </summary>
internal sealed class WriteQueue : IDisposable
{
    private const int MostWaiting = 10_000;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private int _waiting;

    /// <summary>How many writers wait.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Waits for the turn; dispose it when the write is done.</summary>
    /// <exception cref="DatabaseBusyException">Too many wait already.</exception>
    /// <exception cref="OperationCanceledException">Nobody wants the turn any more.</exception>
    public async ValueTask<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _waiting) > MostWaiting)
        {
            Interlocked.Decrement(ref _waiting);
            throw new DatabaseBusyException($"{MostWaiting} writes wait for SQLite's one writer.");
        }

        try
        {
            await _turn.WaitAsync(cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }

        return new Turn(_turn);
    }

    public void Dispose() => _turn.Dispose();

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        private SemaphoreSlim? _turn = turn;

        public void Dispose() => Interlocked.Exchange(ref _turn, null)?.Release();
    }
}
