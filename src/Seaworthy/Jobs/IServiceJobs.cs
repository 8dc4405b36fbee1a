namespace Seaworthy.Jobs;

/// <summary>The jobs of one service, for whoever operates it.</summary>
public interface IServiceJobs
{
    /// <summary>Whose they are.</summary>
    string Service { get; }

    /// <summary>The queues that its kinds of job wait in.</summary>
    IReadOnlyList<string> Queues { get; }

    /// <summary>Looks for jobs. What it costs does not grow with their number.</summary>
    Task<JobPage> SearchAsync(JobQuery query, CancellationToken cancellationToken);

    /// <summary>How a job stands; null where there is none, or none any more.</summary>
    Task<JobView?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>How many jobs of a queue wait for their turn.</summary>
    /// <param name="queue">Which.</param>
    /// <param name="most">Counts no further: what it costs does not grow with the line.</param>
    /// <param name="cancellationToken">Ends the counting.</param>
    Task<int> CountWaitingAsync(string queue, int most, CancellationToken cancellationToken);

    /// <summary>Gives a dead job its attempts anew.</summary>
    /// <returns>False when there is no dead job of this id.</returns>
    Task<bool> RetryAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Cancels a job: at once where no process has taken it; one that was taken ahead ends when it is its turn, and one that runs is told to end, which it may be too late for.</summary>
    /// <returns>False when it is over already, or there is none.</returns>
    Task<bool> CancelAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Nothing is taken of a queue any more, in any process, within a second; what runs goes on.</summary>
    Task PauseAsync(string queue, CancellationToken cancellationToken);

    /// <summary>A paused queue goes on, within a second.</summary>
    Task ResumeAsync(string queue, CancellationToken cancellationToken);
}
