namespace Seaworthy.Shedding;

/// <summary>
/// How long work waits for a thread of the pool, where each request's work begins: fifty times a second an empty one is put behind all that is there, and says how long it took
/// to come up. The least of a while is what everybody waited, and not a pause or a burst.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="put">Puts one behind what waits; <see cref="Come"/> is called when it comes up.</param>
internal sealed class QueueDelay(TimeProvider time, Action<QueueDelay> put)
{
    private readonly Lock _lock = new(); // guards the four below; the last is read without it
    private readonly Queue<long> _waiting = new();
    private TimeSpan? _least;
    private TimeSpan _last;
    private long _first; // when the first of those that wait was put; 0 while none waits

    public TimeProvider Time => time;

    /// <summary>How long the first of those that wait has done so; nothing when none waits. Asked for each request.</summary>
    public TimeSpan Waiting => Volatile.Read(ref _first) is not 0 and var first ? time.GetElapsedTime(first) : TimeSpan.Zero;

    /// <summary>Puts one more behind what waits.</summary>
    public void Probe()
    {
        lock (_lock)
        {
            _waiting.Enqueue(time.GetTimestamp());
            Volatile.Write(ref _first, _waiting.Peek());
        }

        put(this);
    }

    /// <summary>The least that one waited since this was last asked; while none has come up, as long as the first of those that wait.</summary>
    public TimeSpan Take()
    {
        lock (_lock)
        {
            if (_least is null && _waiting.TryPeek(out var first))
            {
                _last = time.GetElapsedTime(first);
            }
            else if (_least is { } least)
            {
                _last = least;
            }

            _least = null;
            return _last;
        }
    }

    /// <summary>One has come up. They do so in the order in which they were put, or so nearly that it makes no difference.</summary>
    public void Come()
    {
        lock (_lock)
        {
            var waited = time.GetElapsedTime(_waiting.Dequeue());
            _least = _least is { } least && least < waited ? least : waited;
            Volatile.Write(ref _first, _waiting.TryPeek(out var next) ? next : 0);
        }
    }
}
