namespace Seaworthy.Jobs;

/// <summary>What was found.</summary>
/// <param name="Jobs">The newest first; may be fewer than were asked for though there are more: one look goes through 10,000 jobs and no further.</param>
/// <param name="Next">Where to go on; null when all were seen.</param>
public sealed record JobPage(IReadOnlyList<JobView> Jobs, Guid? Next);
