namespace Seaworthy.AuditTrail;

/// <summary>Who did what to which object, when and from where.</summary>
/// <param name="Id">Rises from line to line.</param>
/// <param name="At">When, in UTC.</param>
/// <param name="Action">What: one of <see cref="TrailAction"/>, or a word of the service's own.</param>
/// <param name="ObjectKind">What kind of thing it was done to.</param>
/// <param name="ObjectId">Which one; null where there is none.</param>
/// <param name="Columns">The columns that have another value now; never the values.</param>
/// <param name="Who">The caller's id; null for a stranger.</param>
/// <param name="WhoKind"><c>user</c>, <c>key</c>, <c>cli</c>, <c>service</c> (the process by itself) or <c>nobody</c>.</param>
/// <param name="WhoTenant">For whom the caller works, as his token or key says; null where it does not.</param>
/// <param name="Tenant">Whose rows they are; null where rows are of no tenant.</param>
/// <param name="RequestId">The request's id, as its log line has it; null outside one.</param>
/// <param name="Address">The true client's address; null outside a request.</param>
public sealed record TrailLine(
    long Id, DateTime At, string Action, string ObjectKind, string? ObjectId, IReadOnlyList<string> Columns,
    string? Who, string WhoKind, string? WhoTenant, long? Tenant, string? RequestId, string? Address);
