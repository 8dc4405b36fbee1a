namespace Seaworthy.Todos.Items;

/// <summary>How much a todo matters. The document names none.</summary>
internal static class TodoPriority
{
    public const string Low = "low";
    public const string Medium = "medium";
    public const string High = "high";
    public const string Urgent = "urgent";

    public static IReadOnlyList<string> All { get; } = [Low, Medium, High, Urgent];
}
