namespace Seaworthy.Observability.Metrics;

/// <summary>Durations of the requests that share all labels. Recording takes no lock and makes nothing.</summary>
internal sealed class RequestSeries
{
    /// <summary>Upper bounds in seconds, those of OpenTelemetry's HTTP conventions.</summary>
    public static readonly double[] Bounds = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

    private static readonly long[] BoundTicks = [.. Bounds.Select(seconds => (long)(seconds * TimeSpan.TicksPerSecond))];
    private readonly long[] _counts = new long[BoundTicks.Length + 1];
    private long _sumTicks;

    public void Record(TimeSpan duration)
    {
        var ticks = duration.Ticks;
        var bucket = 0;
        while (bucket < BoundTicks.Length && ticks > BoundTicks[bucket])
        {
            bucket++;
        }

        Interlocked.Increment(ref _counts[bucket]);
        Interlocked.Add(ref _sumTicks, ticks);
    }

    /// <summary>A copy; its count is the sum of its buckets, so that the two never disagree.</summary>
    public RequestTotals Read()
    {
        var counts = new long[_counts.Length];
        for (var i = 0; i < counts.Length; i++)
        {
            counts[i] = Interlocked.Read(ref _counts[i]);
        }

        return new(counts, Interlocked.Read(ref _sumTicks));
    }
}

/// <summary>Buckets and sum at one moment.</summary>
internal sealed record RequestTotals(long[] Counts, long SumTicks)
{
    public long Count => Counts.Sum();

    public double SumSeconds => SumTicks / (double)TimeSpan.TicksPerSecond;

    public static RequestTotals Add(IEnumerable<RequestTotals> many) => many.Aggregate((a, b) =>
        new([.. a.Counts.Zip(b.Counts, (x, y) => x + y)], a.SumTicks + b.SumTicks));
}
