namespace Seaworthy.Caching;

/// <summary>
/// Milliseconds that only go forward. Every hit reads it, so the system's is the cheapest there is: 4 ns, where a timestamp of
/// <see cref="TimeProvider"/> takes 21; it moves in steps of a few milliseconds.
/// </summary>
internal sealed class CacheClock(TimeProvider time)
{
    private readonly bool _isSystem = time == TimeProvider.System;

    public long Now => _isSystem ? Environment.TickCount64 : time.GetTimestamp() / (time.TimestampFrequency / 1000);
}
