using Seaworthy.Jobs;

namespace Seaworthy.EntityFrameworkCore.Model;

/// <summary>The present, in UTC and in microseconds: what both engines keep, so that what was written is what is read.</summary>
public static class Instant
{
    /// <summary>Now.</summary>
    public static DateTime Now(TimeProvider time) => JobTime.Now(time);
}
