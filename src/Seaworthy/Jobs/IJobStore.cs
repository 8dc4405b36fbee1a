using Seaworthy.Hosting;

namespace Seaworthy.Jobs;

/// <summary>The jobs of one service, in its own database. One worker of a process uses it at a time for turns; all else may be called from anywhere.</summary>
internal interface IJobStore
{
    /// <summary>Whose jobs they are.</summary>
    string Service { get; }

    /// <summary>Rings when jobs were committed here, or another process says that it has committed some.</summary>
    Bell Bell { get; }

    /// <summary>Makes this process known under a new number; what it had under another is then for others.</summary>
    Task EnterAsync(long worker, string name, CancellationToken cancellationToken);

    /// <summary>Ends what has ended and takes what there is room for, in one transaction: a job is lost between the two as little as it is doubled.</summary>
    Task<JobTurn> TurnAsync(long worker, IReadOnlyList<EndedJob> ended, IReadOnlyList<QueueRoom> rooms, DateTime now, CancellationToken cancellationToken);

    /// <summary>What the process has, as the store knows it: after an exchange of which nobody heard how it ended.</summary>
    Task<IReadOnlyList<ClaimedJob>> HeldAsync(long worker, CancellationToken cancellationToken);

    /// <summary>A sign of life.</summary>
    Task<JobBeat> BeatAsync(long worker, CancellationToken cancellationToken);

    /// <summary>Takes back what silent processes have, the attempt counted as used of each that may have begun.</summary>
    /// <returns>How many jobs were taken back or are dead by it.</returns>
    Task<int> RescueAsync(long worker, TimeSpan lostAfter, DateTime now, DateTime keepDeadUntil, CancellationToken cancellationToken);

    /// <summary>Puts jobs whose time has come into their queues, some at a time.</summary>
    /// <returns>When the next one is due, which may have been a moment ago; null for none.</returns>
    Task<DateTime?> PromoteAsync(DateTime now, CancellationToken cancellationToken);

    /// <summary>Asks for the jobs of schedules whose time has come: once, however many processes ask, and once for all the times that nobody was there.</summary>
    /// <returns>When the next one comes; null for none.</returns>
    Task<DateTime?> TickAsync(IReadOnlyList<JobSchedule> schedules, DateTime now, CancellationToken cancellationToken);

    /// <summary>Writes down how far a job is.</summary>
    /// <returns>False when it is another attempt's.</returns>
    Task<bool> ReportAsync(ClaimedJob job, int progress, string? note, CancellationToken cancellationToken);

    /// <summary>What waits in a queue, for any process.</summary>
    Task<WaitingJobs> WaitingAsync(string queue, int most, CancellationToken cancellationToken);

    /// <summary>Takes away ended jobs whose time is over, some at a time.</summary>
    /// <returns>Whether there may be more.</returns>
    Task<bool> SweepAsync(DateTime now, CancellationToken cancellationToken);

    /// <summary>The process ends and has nothing any more.</summary>
    Task LeaveAsync(long worker, CancellationToken cancellationToken);
}
