namespace Seaworthy.Shedding;

/// <summary>
/// Who comes in while there is more to do than can be done. When work has waited too long for a second, one class is held: of it whoever finds that others wait long is refused at once,
/// so that the queue is gone in a moment, and whoever finds it short comes in. What matters less than that class does not come in at all, what matters more
/// always does. Ten times a second it looks whether that was enough, and holds the next class, or the one before.
/// </summary>
/// <param name="most">The longest that work may wait.</param>
/// <param name="waiting">How long those who wait at this moment have waited.</param>
internal sealed class LoadGate(TimeSpan most, Func<TimeSpan> waiting)
{
    /// <summary>How often it is turned.</summary>
    public static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);

    // A second of waiting: less is a burst, a collection, the first requests of a process, or a neighbour on the machine.
    private const int TurnsUntilClosed = 10;
    private const int TurnsUntilOpen = 10;
    private const int TurnsUntilDefault = 2;

    // While what waited before is worked off, nobody who is critical is refused for it: only when two seconds without all others were not enough.
    private const int TurnsUntilCritical = 20;

    private const RequestClass Nobody = RequestClass.Bulk + 1;
    private readonly TimeSpan _aim = most / 2;
    private readonly long[] _came = new long[(int)Nobody];
    private readonly long[] _refused = new long[(int)Nobody];
    private readonly (long Came, long Refused)[] _before = new (long, long)[(int)Nobody];
    private readonly double[] _shares = [1, 1, 1, 1];
    private volatile RequestClass _held = Nobody;
    private int _late;
    private int _calm;
    private long _waited;

    /// <summary>How long work had waited at the last turn.</summary>
    public TimeSpan Waited => new(Interlocked.Read(ref _waited));

    /// <summary>Whether a request of this class comes in.</summary>
    public bool Admits(RequestClass requestClass)
    {
        Interlocked.Increment(ref _came[(int)requestClass]);
        var held = _held;
        if (requestClass < held || (requestClass == held && waiting() < _aim))
        {
            return true;
        }

        Interlocked.Increment(ref _refused[(int)requestClass]);
        return false;
    }

    /// <summary>How many of a class were refused since the start.</summary>
    public long RefusedOf(RequestClass requestClass) => Interlocked.Read(ref _refused[(int)requestClass]);

    /// <summary>Which part of a class came in between the last two turns; 1 when nobody came.</summary>
    public double ShareOf(RequestClass requestClass) => Volatile.Read(ref _shares[(int)requestClass]);

    /// <summary>Looks at what was, and decides what may be. One caller at a time.</summary>
    /// <param name="waited">The least that work waited since the last turn.</param>
    /// <returns>True when it has begun to refuse, false when it has ended, null when nothing changed.</returns>
    public bool? Turn(TimeSpan waited)
    {
        Interlocked.Exchange(ref _waited, waited.Ticks);
        var wasOpen = _held == Nobody;
        Count();
        _late = waited > most ? _late + 1 : 0;
        _calm = waited < _aim && (wasOpen || ShareOf(_held) == 1) ? _calm + 1 : 0;
        if (_late > TurnsUntilNext(_held))
        {
            Hold(_held - 1);
        }
        else if (!wasOpen && _calm >= TurnsUntilOpen)
        {
            Hold(_held + 1);
        }

        return wasOpen == (_held == Nobody) ? null : wasOpen;
    }

    private static int TurnsUntilNext(RequestClass held) => held switch
    {
        Nobody => TurnsUntilClosed - 1,
        RequestClass.Bulk => TurnsUntilDefault,
        RequestClass.Default => TurnsUntilCritical,
        _ => int.MaxValue,
    };

    private void Hold(RequestClass requestClass) => (_held, _late, _calm) = (requestClass, 0, 0);

    private void Count()
    {
        for (var i = 0; i < _before.Length; i++)
        {
            var (came, refused) = (Interlocked.Read(ref _came[i]), Interlocked.Read(ref _refused[i]));
            var since = came - _before[i].Came;
            Volatile.Write(ref _shares[i], since == 0 ? 1 : 1 - ((refused - _before[i].Refused) / (double)since));
            _before[i] = (came, refused);
        }
    }
}
