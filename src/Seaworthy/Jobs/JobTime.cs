namespace Seaworthy.Jobs;

/// <summary>The present in microseconds, which is what stores keep.</summary>
internal static class JobTime
{
    public static DateTime Now(TimeProvider time)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}
