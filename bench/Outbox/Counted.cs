namespace Seaworthy.Bench.Outbox;

/// <summary>How many there were; one may wait until there are as many as he knows of.</summary>
internal sealed class Counted
{
    private TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _count;
    private int _awaited = int.MaxValue;

    public int Count => Volatile.Read(ref _count);

    public void One() => Note(1);

    public Task UntilAsync(int count)
    {
        Volatile.Write(ref _awaited, int.MaxValue);
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _all, all);
        Volatile.Write(ref _awaited, count);
        Note(0);
        return all.Task;
    }

    private void Note(int more)
    {
        if (Interlocked.Add(ref _count, more) >= Volatile.Read(ref _awaited))
        {
            Volatile.Read(ref _all).TrySetResult();
        }
    }
}
