namespace Seaworthy.Observability.Metrics;

/// <summary>One label set of an instrument.</summary>
internal sealed class InstrumentSeries(string labels, int buckets)
{
    private readonly Lock _lock = new(); // guards the fields below, so that a histogram's parts agree
    private readonly long[] _counts = new long[buckets];
    private double _value;
    private long _round;

    public string Labels => labels;

    public void Add(double amount)
    {
        lock (_lock)
        {
            _value += amount;
        }
    }

    public void Set(double value, long round)
    {
        lock (_lock)
        {
            // Two instruments of one name and one label set in the same round add up, as two hosts' pools do.
            _value = _round == round ? _value + value : value;
            _round = round;
        }
    }

    public void Record(double value, int bucket)
    {
        lock (_lock)
        {
            _counts[bucket]++;
            _value += value;
        }
    }

    /// <summary>Its value, buckets, and in which round of observation it was set last.</summary>
    public (double Value, long[] Counts, long Round) Read()
    {
        lock (_lock)
        {
            return (_value, [.. _counts], _round);
        }
    }
}
