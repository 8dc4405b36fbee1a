using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Seaworthy.RateLimiting;

/// <summary>
/// What is owed by clients, in a table whose size is fixed when it is made: 32 bytes a place, two places per client that it
/// is to hold, nothing allocated later, no timer. A client stands in one of the eight places of its two buckets. Who owes
/// nothing any more is the same as who was never seen, so its place is free. Where all eight are taken, the one who owes for the shortest
/// time is forgotten and counted.
/// </summary>
internal sealed class LimitTable
{
    private const int Ways = 4;
    private const int PlacesPerClient = 2;
    private const int Stripes = 256;
    private readonly LimitPlace[] _places;
    private readonly uint _buckets;
    private readonly Lock[] _arrivals; // each guards the arrival of the clients of its stripe, so that nobody gets two places
    private long _used;
    private long _forgotten;

    public LimitTable(int clients)
    {
        _buckets = (uint)Math.Max(2, ((long)clients * PlacesPerClient + Ways - 1) / Ways);
        _places = new LimitPlace[(int)_buckets * Ways];
        _arrivals = [.. Enumerable.Range(0, Stripes).Select(_ => new Lock())];
    }

    public int Places => _places.Length;

    /// <summary>Places that were ever taken.</summary>
    public long Used => Interlocked.Read(ref _used);

    /// <summary>Clients that still owed something and were forgotten for another.</summary>
    public long Forgotten => Interlocked.Read(ref _forgotten);

    /// <summary>What <see cref="Take"/> would say; nothing is taken.</summary>
    public LimitReading Look(LimitPolicy policy, LimitId client, long now, long cost)
    {
        ref var place = ref Find(client, out var state);
        return policy.Take(Unsafe.IsNullRef(ref place) ? 0 : LimitPlace.Of(state), now, cost, out _);
    }

    /// <summary>Takes <paramref name="cost"/> when it fits, and else nothing.</summary>
    public LimitReading Take(LimitPolicy policy, LimitId client, long now, long cost)
    {
        while (true)
        {
            ref var place = ref Find(client, out var state);
            var isKnown = !Unsafe.IsNullRef(ref place);
            var reading = policy.Take(isKnown ? LimitPlace.Of(state) : 0, now, cost, out var next);
            if (!reading.IsTaken || (isKnown ? TryChange(ref place, state, next) : TryArrive(policy, client, now, next)))
            {
                return reading;
            }
        }
    }

    /// <summary>Takes back a <see cref="Take"/> of the same moment.</summary>
    public void GiveBack(LimitPolicy policy, LimitId client, long now, long cost)
    {
        ref var place = ref Find(client, out var state);
        while (!Unsafe.IsNullRef(ref place) && !TryChange(ref place, state, policy.GiveBack(LimitPlace.Of(state), now, cost)))
        {
            place = ref Find(client, out state);
        }
    }

    /// <summary>Has a client owe at least <paramref name="state"/>, a moment, as somebody else has counted it.</summary>
    public void Raise(LimitPolicy policy, LimitId client, long now, ulong state)
    {
        while (true)
        {
            ref var place = ref Find(client, out var before);
            if (Unsafe.IsNullRef(ref place)
                ? TryArrive(policy, client, now, state)
                : LimitPlace.Of(before) >= state || TryChange(ref place, before, state))
            {
                return;
            }
        }
    }

    private static bool TryChange(ref LimitPlace place, ulong state, ulong next) =>
        Interlocked.CompareExchange(ref place.State, LimitPlace.Next(state, next), state) == state;

    private bool TryArrive(LimitPolicy policy, LimitId client, long now, ulong state)
    {
        lock (_arrivals[(byte)client.Low])
        {
            if (!Unsafe.IsNullRef(ref Find(client, out _)))
            {
                return false;
            }

            ref var place = ref Claim(client, now, out var before);
            place.Low = client.Low;
            place.High = client.High;
            place.Window = policy.Spec.Algorithm == LimitAlgorithm.SlidingWindow ? policy.Window : 0;
            Volatile.Write(ref place.State, LimitPlace.First(before, state));
            return true;
        }
    }

    // The lock holds off others of this stripe only: a place may be taken by a client of another one meanwhile.
    private ref LimitPlace Claim(LimitId client, long now, out ulong state)
    {
        while (true)
        {
            ref var place = ref Choose(client, now, out state, out var owes);
            if (state == LimitPlace.Locked || Interlocked.CompareExchange(ref place.State, LimitPlace.Locked, state) != state)
            {
                continue;
            }

            if (state == 0)
            {
                Interlocked.Increment(ref _used);
            }
            else if (owes > 0)
            {
                Interlocked.Increment(ref _forgotten);
            }

            return ref place;
        }
    }

    // The first bucket while it has two free places, else the emptier one: then no bucket runs over long before the table is full.
    private ref LimitPlace Choose(LimitId client, long now, out ulong state, out long owes)
    {
        ref var first = ref Weigh(Bucket(client.Low), now, out var here);
        if (here.Free >= Ways / 2)
        {
            (state, owes) = (here.State, here.Owes);
            return ref first;
        }

        ref var second = ref Weigh(Bucket(client.High), now, out var there);
        var isBetter = there.Free != here.Free ? there.Free > here.Free : there.Owes < here.Owes;
        (state, owes) = isBetter ? (there.State, there.Owes) : (here.State, here.Owes);
        return ref isBetter ? ref second : ref first;
    }

    // The place of a bucket whose client owes for the shortest time, and how many owe nothing.
    private ref LimitPlace Weigh(uint bucket, long now, out (int Free, ulong State, long Owes) found)
    {
        found = (0, LimitPlace.Locked, long.MaxValue);
        ref var least = ref At(bucket);
        for (var i = 0; i < Ways; i++)
        {
            ref var place = ref Unsafe.Add(ref At(bucket), i);
            var state = Volatile.Read(ref place.State);
            var owes = place.Owes(state, now);
            found.Free += owes == 0 ? 1 : 0;
            if (owes < found.Owes)
            {
                (found.State, found.Owes) = (state, owes);
                least = ref place;
            }
        }

        return ref least;
    }

    private ref LimitPlace Find(LimitId client, out ulong state)
    {
        ref var place = ref FindIn(Bucket(client.Low), client, out state);
        return ref Unsafe.IsNullRef(ref place) ? ref FindIn(Bucket(client.High), client, out state) : ref place;
    }

    private ref LimitPlace FindIn(uint bucket, LimitId client, out ulong state)
    {
        ref var place = ref At(bucket);
        for (var i = 0; i < Ways; i++, place = ref Unsafe.Add(ref place, 1))
        {
            if (place.Low != client.Low)
            {
                continue;
            }

            // The state first: whoever changes the name afterwards changes the state too, and then the exchange fails.
            state = Volatile.Read(ref place.State);
            if (state != LimitPlace.Locked && place.Low == client.Low && place.High == client.High)
            {
                return ref place;
            }
        }

        state = 0;
        return ref Unsafe.NullRef<LimitPlace>();
    }

    private uint Bucket(ulong hash) => (uint)(((hash >> 32) * _buckets) >> 32);

    private ref LimitPlace At(uint bucket) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_places), (nint)(bucket * (nuint)Ways));
}
