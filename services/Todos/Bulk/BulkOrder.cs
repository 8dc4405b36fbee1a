namespace Seaworthy.Todos.Bulk;

/// <summary>What the job is told.</summary>
/// <param name="Action">One of <see cref="BulkAction"/>.</param>
/// <param name="Ids">Each once, the lowest first; null for the filter's.</param>
/// <param name="Filter">Null for ids, or for all.</param>
/// <param name="UpTo">No todo beyond it: those that come later are not meant.</param>
/// <param name="TagIds">For <c>retag</c>.</param>
/// <param name="AssigneeId">For <c>reassign</c>.</param>
/// <param name="AllOrNothing">Whether one that fails takes back the rest.</param>
internal sealed record BulkOrder(string Action, IReadOnlyList<long>? Ids, BulkFilter? Filter, long UpTo, IReadOnlyList<long>? TagIds, long? AssigneeId, bool AllOrNothing);
