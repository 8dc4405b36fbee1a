namespace Seaworthy.Caching;

/// <summary>
/// Counts what happens many million times a second: a number per processor, each on a cache line of its own, added to without an
/// interlock. Two threads on one processor may take one count from each other now and then; a hit costs a nanosecond.
/// </summary>
internal sealed class HitCount
{
    private const int Line = 8; // longs

    private readonly long[] _counts = new long[(Environment.ProcessorCount + 1) * Line];

    public void Add()
    {
        var counts = _counts;
        var at = (Thread.GetCurrentProcessorId() + 1) * Line;
        counts[at < counts.Length ? at : 0]++;
    }

    public long Read() => _counts.Sum();
}
