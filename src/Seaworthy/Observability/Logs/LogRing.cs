namespace Seaworthy.Observability.Logs;

/// <summary>
/// A bounded ring of lines: many threads add, one takes, nobody waits. Each slot carries a sequence number that says whose
/// turn it is: equal to the position, an adder's; one more, the taker's (after D. Vyukov's bounded queue).
/// </summary>
internal sealed class LogRing
{
    private readonly Slot[] _slots;
    private readonly int _mask;
    private long _tail;
    private long _head;

    /// <param name="capacity">Lines it holds; rounded up to a power of two.</param>
    public LogRing(int capacity)
    {
        _slots = new Slot[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(capacity, 2))];
        _mask = _slots.Length - 1;
        for (var i = 0; i < _slots.Length; i++)
        {
            _slots[i].Sequence = i;
        }
    }

    /// <summary>False when it is full.</summary>
    public bool TryAdd(in LogLine line)
    {
        while (true)
        {
            var tail = Volatile.Read(ref _tail);
            ref var slot = ref _slots[tail & _mask];
            var turn = Volatile.Read(ref slot.Sequence) - tail;
            if (turn < 0)
            {
                return false;
            }

            if (turn == 0 && Interlocked.CompareExchange(ref _tail, tail + 1, tail) == tail)
            {
                slot.Line = line;
                Volatile.Write(ref slot.Sequence, tail + 1);
                return true;
            }
        }
    }

    /// <summary>Whether <see cref="TryTake"/> would give a line. For the taking thread only.</summary>
    public bool HasLine => Volatile.Read(ref _slots[_head & _mask].Sequence) == _head + 1;

    /// <summary>The oldest line. For the taking thread only.</summary>
    public bool TryTake(out LogLine line)
    {
        if (!HasLine)
        {
            line = default;
            return false;
        }

        ref var slot = ref _slots[_head & _mask];
        line = slot.Line;
        slot.Line = default;
        Volatile.Write(ref slot.Sequence, _head + _slots.Length);
        _head++;
        return true;
    }

    private struct Slot
    {
        public long Sequence;
        public LogLine Line;
    }
}
