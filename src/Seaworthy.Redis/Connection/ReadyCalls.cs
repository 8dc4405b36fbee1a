using System.Numerics;

namespace Seaworthy.Redis.Connection;

/// <summary>
/// Calls whose replies are there, on the way from the reader loop to the threads that run what awaits them. While some wait here,
/// commands are not sent one by one: those that go on now will send more in a moment, and one system call takes them all along.
/// A bounded ring with one adder and many takers; each slot's number says whose turn it is (after D. Vyukov's bounded queue).
/// </summary>
internal sealed class ReadyCalls : IThreadPoolWorkItem
{
    // Other work of the pool comes in between.
    private const int MostPerTurn = 256;

    // What runs for less than this, one with another, is over before a system call would be.
    private static readonly TimeSpan Brisk = TimeSpan.FromMicroseconds(3);

    private readonly Slot[] _slots;
    private readonly Action _send;
    private readonly TimeProvider _time;
    private long _tail;
    private long _head;
    private int _isAsked;

    /// <param name="capacity">Calls it holds; rounded up to a power of two.</param>
    /// <param name="send">Sends the commands that wait.</param>
    /// <param name="time">Tells whether those that go on take long.</param>
    public ReadyCalls(int capacity, Action send, TimeProvider time)
    {
        (_send, _time) = (send, time);
        _slots = new Slot[BitOperations.RoundUpToPowerOf2((uint)capacity)];
        for (var i = 0; i < _slots.Length; i++)
        {
            _slots[i].Turn = i;
        }
    }

    public bool IsEmpty => Volatile.Read(ref _head) >= Volatile.Read(ref _tail);

    /// <summary>For the reader loop alone.</summary>
    public void Add(Call call)
    {
        ref var slot = ref _slots[_tail & (_slots.Length - 1)];
        if (Volatile.Read(ref slot.Turn) != _tail)
        {
            ThreadPool.UnsafeQueueUserWorkItem(call, preferLocal: false); // full: nobody comes to take them
            return;
        }

        slot.Call = call;
        Volatile.Write(ref slot.Turn, _tail + 1);
        Volatile.Write(ref _tail, _tail + 1);
    }

    /// <summary>Lets a thread of the pool take them.</summary>
    public void AskForHelp()
    {
        if (!IsEmpty && Volatile.Read(ref _isAsked) == 0 && Interlocked.Exchange(ref _isAsked, 1) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    /// <summary>Runs what awaits them, on this thread.</summary>
    public void Run()
    {
        var began = 0L;
        for (var done = 0; done < MostPerTurn && TryTake(out var call); done++)
        {
            var isLast = IsEmpty;
            var goesAlong = isLast && IsBrisk(began, done);
            if (!isLast)
            {
                began = done == 0 ? _time.GetTimestamp() : began;
                AskForHelp(); // this one may take long
            }
            else if (!goesAlong)
            {
                _send(); // what the others have written does not wait for what the last one does next
            }

            call.Finish();
            if (goesAlong)
            {
                _send();
            }
        }

        AskForHelp();
    }

    // Then the last one's command goes along with the others'; by itself it would be a system call on each side, and so would be the one
    // that follows on its reply, for good.
    private bool IsBrisk(long began, int done) => began > 0 && _time.GetElapsedTime(began) < done * Brisk;

    void IThreadPoolWorkItem.Execute()
    {
        Volatile.Write(ref _isAsked, 0);
        Run();
    }

    private bool TryTake(out Call call)
    {
        while (true)
        {
            var head = Volatile.Read(ref _head);
            ref var slot = ref _slots[head & (_slots.Length - 1)];
            var turn = Volatile.Read(ref slot.Turn) - (head + 1);
            if (turn < 0)
            {
                call = null!;
                return false;
            }

            if (turn == 0 && Interlocked.CompareExchange(ref _head, head + 1, head) == head)
            {
                call = slot.Call!;
                slot.Call = null;
                Volatile.Write(ref slot.Turn, head + _slots.Length);
                return true;
            }
        }
    }

    private struct Slot
    {
        public long Turn;
        public Call? Call;
    }
}
