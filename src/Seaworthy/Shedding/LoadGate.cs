namespace Seaworthy.Shedding;

/// <summary>
/// Who comes in while there is more to do than can be done. Ten times a second it looks how long work waited and decides which part of the requests comes in until it looks
/// again: less while work waits too long, more when it does not. That part is given to what is critical first, then to the rest, then to what may wait. While nothing waits all
/// come in, however many are under way.
/// </summary>
internal sealed class LoadGate(TimeSpan most)
{
    /// <summary>How often it is turned.</summary>
    public static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);

    // A second of waiting: less is a burst, a collection, the first requests of a process, or a neighbour on the machine.
    private const int TurnsUntilClosed = 10;
    private const int TurnsUntilOpen = 10;
    private const int TurnsUntilQuick = 3;

    // While what waited before is worked off, nobody who is critical is refused for it: only when two seconds without all others were not enough.
    private const int TurnsUntilCritical = 20;

    // It aims at half of the longest wait. The wait grows by what comes in too much, so that what corrects it must look at how it changes too, or it swings: with these two it
    // settles within a second (the roots are 0.8 and 0.5 a turn). It is down to a tenth in half a second, and back from there in two.
    private const double Aim = 0.5;
    private const double ByDistance = 0.1;
    private const double ByChange = 0.6;
    private const double Least = 0.5;
    private const double Most = 1.1;
    private const double Quick = 1.2;
    private const double Nothing = 0.05;
    private const double Fewest = 0.001;

    private const int Classes = 3;
    private readonly long[] _seen = new long[Classes];
    private readonly long[] _before = new long[Classes];
    private readonly double[] _offered = new double[Classes];
    private readonly double[] _share = [1, 1, 1];
    private double? _part;
    private double _ratio;
    private int _late;
    private int _idle;
    private int _pressed;
    private int _calm;

    /// <summary>Whether a request of this class comes in.</summary>
    public bool Admits(RequestClass requestClass)
    {
        var index = (int)requestClass - 1;
        var number = Interlocked.Increment(ref _seen[index]);
        var share = Volatile.Read(ref _share[index]);

        // Evenly: of each ten three, and not three seconds of each ten.
        return share >= 1 || Math.Floor(number * share) > Math.Floor((number - 1) * share);
    }

    /// <summary>Which part of a class comes in at the moment.</summary>
    public double ShareOf(RequestClass requestClass) => Volatile.Read(ref _share[(int)requestClass - 1]);

    /// <summary>Looks at what was, and decides what may be. One caller at a time.</summary>
    /// <param name="waited">The least that work waited since the last turn.</param>
    /// <returns>True when it has begun to refuse, false when it has ended, null when nothing changed.</returns>
    public bool? Turn(TimeSpan waited)
    {
        Count();
        var (ratio, before) = (waited / most, _ratio);
        _ratio = ratio;
        if (_part is { } part)
        {
            _idle = ratio < Nothing ? _idle + 1 : 0;
            var factor = _idle >= TurnsUntilQuick ? Quick : Math.Clamp(1 - (ByDistance * (ratio - Aim)) - (ByChange * (ratio - before)), Least, Most);
            _part = Math.Clamp(Math.Max(part * factor, LeastFor(part * factor, ratio)), Fewest, 1);
            Divide(_part.Value);
            _calm = _part == 1 && ratio < Aim ? _calm + 1 : 0;
            _part = _calm < TurnsUntilOpen ? _part : null;
            return _part is null ? false : null;
        }

        _late = ratio > 1 ? _late + 1 : 0;
        if (_late < TurnsUntilClosed)
        {
            return null;
        }

        (_part, _late, _idle, _calm, _pressed) = (1, 0, 0, 0, 0);
        return true;
    }

    private void Count()
    {
        for (var i = 0; i < Classes; i++)
        {
            var seen = Interlocked.Read(ref _seen[i]);
            _offered[i] = (_offered[i] + seen - _before[i]) / 2;
            _before[i] = seen;
        }
    }

    private double LeastFor(double part, double ratio)
    {
        var critical = _offered.Sum() is > 0 and var all ? _offered[0] / all : 0;
        _pressed = part < critical && ratio > 1 ? _pressed + 1 : 0;
        return _pressed > TurnsUntilCritical ? 0 : critical;
    }

    private void Divide(double part)
    {
        var left = part * _offered.Sum();
        for (var i = 0; i < Classes; i++)
        {
            Volatile.Write(ref _share[i], part >= 1 || _offered[i] <= left ? 1 : left / _offered[i]);
            left = Math.Max(0, left - _offered[i]);
        }
    }
}
