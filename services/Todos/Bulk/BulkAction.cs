namespace Seaworthy.Todos.Bulk;

/// <summary>What is done to many todos at once.</summary>
internal static class BulkAction
{
    /// <summary>They are looked at: how many are overdue, how many are nobody's. Changes nothing, and is what the document's own call without a body does.</summary>
    public const string Review = "review";

    public const string Complete = "complete";
    public const string Delete = "delete";

    /// <summary>They have these tags and no others.</summary>
    public const string Retag = "retag";

    /// <summary>They are this employee's, or nobody's.</summary>
    public const string Reassign = "reassign";
}
