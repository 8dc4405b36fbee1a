using System.Collections.Concurrent;

namespace Seaworthy.Jobs;

/// <summary>All jobs that this process has; one of them twice where it lost it and took it again while the first attempt still runs.</summary>
internal sealed class HeldJobs
{
    private readonly ConcurrentDictionary<(Guid Id, int Attempt), HeldJob> _held = new();

    /// <summary>Takes a job in; null when it is here already.</summary>
    public HeldJob? Take(ClaimedJob job)
    {
        var held = new HeldJob(job);
        if (_held.TryAdd((job.Id, job.Attempt), held))
        {
            return held;
        }

        held.Dispose();
        return null;
    }

    public void Remove(HeldJob job)
    {
        _held.TryRemove((job.Job.Id, job.Job.Attempt), out _);
        job.Dispose();
    }

    public void End(Guid id, JobEnd asked)
    {
        foreach (var (_, job) in _held.Where(held => held.Key.Id == id))
        {
            job.End(asked);
        }
    }

    public void EndAll(JobEnd asked)
    {
        foreach (var job in _held.Values)
        {
            job.End(asked);
        }
    }
}
