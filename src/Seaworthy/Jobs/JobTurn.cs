namespace Seaworthy.Jobs;

/// <summary>What one exchange with the store has brought.</summary>
/// <param name="Claimed">Jobs to run, the first of a queue first.</param>
/// <param name="Stale">Those of the ended ones that were no longer this process's to end.</param>
internal sealed record JobTurn(IReadOnlyList<ClaimedJob> Claimed, IReadOnlyList<ClaimedJob> Stale);
