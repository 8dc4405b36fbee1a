namespace Seaworthy.Bench.Outbox;

/// <summary>How many there were; somebody may wait until there are as many as he knows of.</summary>
internal sealed class Counted
{
    private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _count;
    private int _awaited = int.MaxValue;

    public int Count => Volatile.Read(ref _count);

    public void One() => Some(1);

    public void Some(int more)
    {
        if (Interlocked.Add(ref _count, more) >= Volatile.Read(ref _awaited))
        {
            _all.TrySetResult();
        }
    }

    /// <summary>Once for each.</summary>
    public Task UntilAsync(int count)
    {
        Volatile.Write(ref _awaited, count);
        Some(0);
        return _all.Task;
    }
}
