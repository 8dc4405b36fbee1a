using System.Collections.Concurrent;

namespace Seaworthy.Jobs;

/// <summary>All jobs that this process has; one of them twice where it lost it and took it again while the first attempt still runs.</summary>
internal sealed class HeldJobs
{
    private readonly ConcurrentDictionary<JobLease, HeldJob> _held = new();

    /// <summary>How many of a queue.</summary>
    public int Count(string queue) => _held.Values.Count(held => held.Job.Queue == queue);

    /// <summary>Takes a job in, one that was cancelled in an attempt before only to end it; null when it is here already.</summary>
    public HeldJob? Take(ClaimedJob job)
    {
        var held = new HeldJob(job);
        if (job.IsCancelAsked)
        {
            held.End(JobEnd.Cancelled);
        }

        if (_held.TryAdd(job.Lease, held))
        {
            return held;
        }

        held.Dispose();
        return null;
    }

    /// <summary>Its end is written: until then the store says that it runs here, and whoever asks there what this process has must not begin it again.</summary>
    public void Remove(ClaimedJob job)
    {
        if (_held.TryRemove(job.Lease, out var held))
        {
            held.Dispose();
        }
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
