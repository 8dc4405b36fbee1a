namespace Seaworthy.Todos.Stats;

/// <summary>How many todos there are of each kind.</summary>
/// <param name="Total">All of them.</param>
/// <param name="Completed">Those that are done.</param>
/// <param name="Overdue">Those that should be and are not.</param>
/// <param name="ByStatus">By how far they are.</param>
/// <param name="ByPriority">By how much they matter.</param>
/// <param name="CountedAt">When they were counted: the numbers are kept for five minutes, or until a todo changes.</param>
internal sealed record TodoStats(long Total, long Completed, long Overdue, StatusCounts ByStatus, PriorityCounts ByPriority, DateTime CountedAt);

/// <summary>By status.</summary>
internal sealed record StatusCounts(long Pending, long InProgress, long Completed);

/// <summary>By priority.</summary>
internal sealed record PriorityCounts(long Low, long Medium, long High, long Urgent);
