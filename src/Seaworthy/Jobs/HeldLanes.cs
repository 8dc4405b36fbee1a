using System.Collections.Concurrent;

namespace Seaworthy.Jobs;

/// <summary>
/// What this process has taken of lanes ahead. Each begins when the one before it is over and written down, as if it had been left in the store until then; so that whatever becomes of the process, one that
/// is not the first of its lane there has not begun.
/// </summary>
internal sealed class HeldLanes
{
    private readonly ConcurrentDictionary<JobLease, HeldJob[]> _behind = new();

    /// <summary>Of jobs that were taken in one exchange, those that may begin, in the same order; the others of their lanes are kept until it is their turn.</summary>
    public IReadOnlyList<HeldJob> Keep(IReadOnlyList<HeldJob> taken)
    {
        var kept = new HashSet<HeldJob>();
        foreach (var lane in taken.Where(job => job.Job.Lane is not null).GroupBy(job => job.Job.Lane, StringComparer.Ordinal))
        {
            var inTurn = lane.OrderBy(job => job.Job.LaneOrder).ToArray();
            KeepBehind(inTurn);
            kept.UnionWith(inTurn[1..]);
        }

        return kept.Count == 0 ? taken : [.. taken.Where(job => !kept.Contains(job))];
    }

    /// <summary>
    /// What is to be run now that a job has ended: the next of its lane, or none. Where the lane does not go on here, all of it that was kept, told to go back.
    /// </summary>
    public IReadOnlyList<HeldJob> After(ClaimedJob ended, bool goesOn)
    {
        if (!_behind.TryRemove(ended.Lease, out var behind))
        {
            return [];
        }

        if (goesOn)
        {
            KeepBehind(behind);
            return behind[..1];
        }

        return Back(behind);
    }

    /// <summary>All that is kept, told to go back.</summary>
    public IReadOnlyList<HeldJob> TakeAll() => [.. _behind.Keys.SelectMany(lease => _behind.TryRemove(lease, out var behind) ? Back(behind) : [])];

    private void KeepBehind(HeldJob[] inTurn)
    {
        if (inTurn.Length > 1)
        {
            _behind[inTurn[0].Job.Lease] = inTurn[1..];
        }
    }

    private static HeldJob[] Back(HeldJob[] jobs)
    {
        Array.ForEach(jobs, job => job.End(JobEnd.Back));
        return jobs;
    }
}
