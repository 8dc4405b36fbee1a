namespace Seaworthy.Redis.Connection;

/// <summary>
/// Notices a caller that asks several times before it waits. The first of its commands is sent at once; those that the same thread writes
/// right behind it, while the first is without an answer, wait for one another, and one system call takes them all along.
/// Guarded by the gate of its pipeline.
/// </summary>
/// <param name="calls">Those without an answer.</param>
/// <param name="send">Sends the commands that wait.</param>
/// <param name="time">Tells how far behind one another they are.</param>
internal sealed class Bursts(CallsInFlight calls, Action send, TimeProvider time) : IThreadPoolWorkItem
{
    // A system call and what comes between two commands. What comes later was not written in one go, and is not held back.
    private static readonly TimeSpan Near = TimeSpan.FromMicroseconds(50);

    private int _thread;
    private long _first = -1;
    private long _sentAt;
    private int _isAsked;

    /// <summary>Whether the command just written belongs to a burst: then the pool has been asked to send it, with those that follow.</summary>
    public bool GoesOn()
    {
        if (_thread != Environment.CurrentManagedThreadId || calls.First > _first)
        {
            return false;
        }

        if (Volatile.Read(ref _isAsked) == 0)
        {
            if (time.GetElapsedTime(_sentAt) > Near)
            {
                return false;
            }

            // This thread's own queue: it is sent when this thread has done what it is at, or earlier when another has nothing to do.
            Volatile.Write(ref _isAsked, 1);
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
        }

        return true;
    }

    /// <summary>This thread has sent its command: others may follow.</summary>
    public void Begin() => (_thread, _first, _sentAt) = (Environment.CurrentManagedThreadId, calls.End - 1, time.GetTimestamp());

    void IThreadPoolWorkItem.Execute()
    {
        Volatile.Write(ref _isAsked, 0);
        send();
    }
}
