namespace Seaworthy.Workforce.Workflows;

/// <summary>What a workflow is in: it may go from each to each.</summary>
internal static class WorkflowStatus
{
    public const string Draft = "draft";
    public const string Active = "active";
    public const string Archived = "archived";

    public static IReadOnlyList<string> All { get; } = [Draft, Active, Archived];
}
