namespace Seaworthy.Resilience;

/// <summary>
/// How many retries a client has: what succeeds earns a part of one, and a few a second there are anyway. While all is well a failure is tried again; when nothing
/// succeeds any more, retries end, and an outage is not made worse by those who wait for its end.
/// </summary>
internal sealed class RetryBudget(int percent, int perSecond, TimeProvider time)
{
    // What may be saved: enough for a host that restarts, too little to matter beside a hundred calls.
    private const int MostSaved = 10;
    private readonly double _most = percent == 0 && perSecond == 0 ? 0 : MostSaved + perSecond;
    private readonly Lock _lock = new(); // guards the two below
    private double _left = perSecond;
    private long _filledAt = time.GetTimestamp();

    /// <summary>A call has succeeded.</summary>
    public void Earn()
    {
        lock (_lock)
        {
            _left = Math.Min(_most, _left + (percent / 100.0));
        }
    }

    /// <summary>False when none is left.</summary>
    public bool TryTake()
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            _left = Math.Min(_most, _left + (perSecond * time.GetElapsedTime(_filledAt, now).TotalSeconds));
            _filledAt = now;
            if (_left < 1)
            {
                return false;
            }

            _left--;
            return true;
        }
    }
}
