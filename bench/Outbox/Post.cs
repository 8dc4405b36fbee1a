using System.Diagnostics;
using System.Globalization;

namespace Seaworthy.Bench.Outbox;

/// <summary>When each event was committed, and when it was known to be kept on the other side.</summary>
internal sealed class Post(int events)
{
    private readonly long[] _committed = new long[events];
    private readonly long[] _kept = new long[events];

    /// <summary>Those that are kept.</summary>
    public Counted Kept { get; } = new();

    /// <summary>When the first was sent.</summary>
    public long Began { get; private set; }

    public void Begin() => Began = Began == 0 ? Stopwatch.GetTimestamp() : Began;

    public void Committed(int number) => _committed[number] = Stopwatch.GetTimestamp();

    public void Keep(int number)
    {
        _kept[number] = Stopwatch.GetTimestamp();
        Kept.One();
    }

    /// <summary>The median and the 99th percentile of the time between the two, in ms; one that is kept before its publisher knows of his own commit took none.</summary>
    public (double Median, double Late) Times()
    {
        var times = _committed.Zip(_kept, (committed, kept) => Math.Max(Stopwatch.GetElapsedTime(committed, kept).TotalMilliseconds, 0)).Order().ToArray();
        return (times[times.Length / 2], times[(int)(times.Length * 0.99)]);
    }

    public static string Key(int number, int keys) => (number % keys).ToString(CultureInfo.InvariantCulture);
}
