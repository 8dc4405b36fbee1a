namespace Seaworthy.Jobs;

/// <summary>What one exchange with the store has brought.</summary>
/// <param name="Claimed">Jobs to run, the first of a queue first.</param>
/// <param name="Stale">Those of the ended ones that were no longer this process's to end.</param>
internal sealed record JobTurn(IReadOnlyList<ClaimedJob> Claimed, IReadOnlyList<ClaimedJob> Stale)
{
    /// <summary>How many of a queue may begin: of each lane one.</summary>
    public int MayBegin(string queue) => Claimed.Count(job => job.Queue == queue && job.Lane is null)
        + Claimed.Where(job => job.Queue == queue && job.Lane is not null).DistinctBy(job => job.Lane).Count();
}
