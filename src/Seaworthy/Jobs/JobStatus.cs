namespace Seaworthy.Jobs;

/// <summary>How a job stands.</summary>
public enum JobStatus
{
    /// <summary>It waits for its turn.</summary>
    Waiting = 0,

    /// <summary>It runs.</summary>
    Running = 1,

    /// <summary>It waits for its time: it is not due yet, or has failed and is tried again.</summary>
    Scheduled = 2,

    /// <summary>It is done.</summary>
    Done = 3,

    /// <summary>It has failed for the last time.</summary>
    Dead = 4,

    /// <summary>Somebody has cancelled it.</summary>
    Cancelled = 5,
}
