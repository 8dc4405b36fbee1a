namespace Seaworthy.Workforce.History;

/// <summary>How far a person is with a workflow's score. What is validated or rejected stays so.</summary>
internal static class HistoryStatus
{
    public const string InProgress = "in_progress";
    public const string Validated = "validated";
    public const string Rejected = "rejected";

    public static IReadOnlyList<string> All { get; } = [InProgress, Validated, Rejected];
}
