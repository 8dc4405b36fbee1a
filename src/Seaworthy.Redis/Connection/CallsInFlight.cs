using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace Seaworthy.Redis.Connection;

/// <summary>
/// Calls in the order of their commands, which is the order of their replies. Added under the pipeline's gate, taken by its reader
/// loop alone.
/// </summary>
internal sealed class CallsInFlight(int capacity)
{
    private readonly Call?[] _ring = new Call?[BitOperations.RoundUpToPowerOf2((uint)capacity)];
    private long _head;
    private long _tail;

    public int Count => (int)(Volatile.Read(ref _tail) - Volatile.Read(ref _head));

    public int Capacity => _ring.Length;

    public bool IsFull => Count == _ring.Length;

    public void Add(Call call)
    {
        _ring[_tail & (_ring.Length - 1)] = call;
        Volatile.Write(ref _tail, _tail + 1);
    }

    /// <summary>The oldest; null when nothing was asked.</summary>
    public Call? Take()
    {
        if (_head == Volatile.Read(ref _tail))
        {
            return null;
        }

        ref var place = ref _ring[_head & (_ring.Length - 1)];
        var call = place;
        place = null;
        Volatile.Write(ref _head, _head + 1);
        return call;
    }

    /// <summary>Where the oldest stands.</summary>
    public long First => Volatile.Read(ref _head);

    /// <summary>Where the next will stand; under the gate.</summary>
    public long End => _tail;

    /// <summary>
    /// The call at a place between the two, and its turn; under the gate. The reader loop goes on meanwhile and may take it, after which
    /// it may be used again at once: it is ended with this turn and not otherwise.
    /// </summary>
    public bool TryLook(long place, [NotNullWhen(true)] out Call? call, out int turn)
    {
        ref var at = ref _ring[place & (_ring.Length - 1)];
        call = Volatile.Read(ref at);
        turn = call?.Turn ?? 0;

        // Still there after its turn was read: the turn is that of this use.
        return call is not null && Call.IsWaiting(turn) && ReferenceEquals(Volatile.Read(ref at), call);
    }
}
