namespace Seaworthy.Redis.Connection;

/// <summary>
/// Pauses between attempts to connect: each anywhere between zero and a bound that doubles. Half-fixed pauses would bring all
/// processes that lost the same Redis back in the same instant.
/// </summary>
internal sealed class BackOff(TimeSpan first, TimeSpan most, Random random)
{
    private int _failures;

    /// <summary>The longest.</summary>
    public TimeSpan Most => most;

    public TimeSpan Next()
    {
        var bound = Math.Min(first.TotalMilliseconds * Math.Pow(2, _failures), most.TotalMilliseconds);
        _failures = Math.Min(_failures + 1, 30);
        lock (random)
        {
            return TimeSpan.FromMilliseconds(bound * random.NextDouble());
        }
    }

    public void Reset() => _failures = 0;
}
