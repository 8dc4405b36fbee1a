namespace Seaworthy.Todos.Seed;

/// <summary>The fields of an issue, and the columns that may hold them.</summary>
internal static class IssueColumns
{
    public static IReadOnlyDictionary<string, string[]> Known { get; } = new Dictionary<string, string[]>
    {
        ["id"] = ["issue_id", "id", "key", "number"],
        ["title"] = ["title", "summary", "subject"],
        ["description"] = ["description", "body", "details"],
        ["status"] = ["status", "state"],
        ["priority"] = ["priority", "severity"],
        ["project"] = ["project", "product", "repository"],
        ["labels"] = ["labels", "tags", "components"],
        ["created"] = ["created", "created_at", "opened"],
        ["due"] = ["due", "due_date", "deadline"],
    };
}
