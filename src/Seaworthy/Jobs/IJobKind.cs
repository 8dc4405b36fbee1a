namespace Seaworthy.Jobs;

/// <summary>How jobs of a kind are run (R60).</summary>
public interface IJobKind
{
    /// <summary>Its name in the database.</summary>
    string Name { get; }

    /// <summary>The queue its jobs wait in. Default <c>default</c>; how many of a queue run at once is a setting.</summary>
    string Queue { get; }

    /// <summary>Of two jobs in one queue the one with the lower number runs first. Default 0.</summary>
    int Priority { get; }

    /// <summary>How often a job is tried before it is dead. Default 10; one that takes its process down with it counts too.</summary>
    int MaxAttempts { get; }

    /// <summary>How long one attempt may take before it is cancelled. Default 5 minutes.</summary>
    TimeSpan Timeout { get; }

    /// <summary>How long a job waits before it is tried again. Default <see cref="RetryDelay.Default"/>.</summary>
    RetryDelay Retry { get; }

    /// <summary>How long a job that is done, and its result, can be looked up. Default one day; zero leaves no trace of it.</summary>
    TimeSpan Keep { get; }

    /// <summary>How long a dead job is kept, with its first and its last error. Default 30 days.</summary>
    TimeSpan KeepDead { get; }
}
