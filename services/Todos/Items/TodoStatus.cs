namespace Seaworthy.Todos.Items;

/// <summary>How far a todo is. The document names none; these three are what its <c>completed</c> leaves room for.</summary>
internal static class TodoStatus
{
    public const string Pending = "pending";
    public const string InProgress = "in_progress";

    /// <summary>The only one in which <c>completed</c> is true.</summary>
    public const string Completed = "completed";

    public static IReadOnlyList<string> All { get; } = [Pending, InProgress, Completed];
}
