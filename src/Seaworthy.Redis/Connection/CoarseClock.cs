namespace Seaworthy.Redis.Connection;

/// <summary>Milliseconds since some moment, never going back. The system's own are read in four nanoseconds, a fifth of its timestamp.</summary>
internal sealed class CoarseClock(TimeProvider time)
{
    private readonly bool _isSystem = ReferenceEquals(time, TimeProvider.System);
    private readonly long _origin = time.GetTimestamp();

    public long Now => _isSystem ? Environment.TickCount64 : (long)time.GetElapsedTime(_origin).TotalMilliseconds;
}
