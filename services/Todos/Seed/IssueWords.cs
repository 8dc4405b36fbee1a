using System.Globalization;
using Seaworthy.Todos.Items;

namespace Seaworthy.Todos.Seed;

/// <summary>What trackers call how far an issue is, how much it matters and when it was, in our words.</summary>
internal static class IssueWords
{
    private static readonly Dictionary<string, string> Statuses = new(StringComparer.OrdinalIgnoreCase)
    {
        [""] = TodoStatus.Pending, ["open"] = TodoStatus.Pending, ["new"] = TodoStatus.Pending, ["unconfirmed"] = TodoStatus.Pending, ["reopened"] = TodoStatus.Pending,
        ["to do"] = TodoStatus.Pending, ["todo"] = TodoStatus.Pending, ["pending"] = TodoStatus.Pending, ["backlog"] = TodoStatus.Pending,
        ["in progress"] = TodoStatus.InProgress, ["in_progress"] = TodoStatus.InProgress, ["assigned"] = TodoStatus.InProgress, ["patch available"] = TodoStatus.InProgress,
        ["in review"] = TodoStatus.InProgress, ["started"] = TodoStatus.InProgress,
        ["resolved"] = TodoStatus.Completed, ["closed"] = TodoStatus.Completed, ["verified"] = TodoStatus.Completed, ["done"] = TodoStatus.Completed,
        ["completed"] = TodoStatus.Completed, ["fixed"] = TodoStatus.Completed,
    };

    // Major is what Jira says where nobody has said anything, and -- is Bugzilla's.
    private static readonly Dictionary<string, string> Priorities = new(StringComparer.OrdinalIgnoreCase)
    {
        ["blocker"] = TodoPriority.Urgent, ["urgent"] = TodoPriority.Urgent, ["highest"] = TodoPriority.Urgent, ["p1"] = TodoPriority.Urgent,
        ["critical"] = TodoPriority.High, ["high"] = TodoPriority.High, ["p2"] = TodoPriority.High,
        [""] = TodoPriority.Medium, ["--"] = TodoPriority.Medium, ["major"] = TodoPriority.Medium, ["medium"] = TodoPriority.Medium, ["normal"] = TodoPriority.Medium, ["p3"] = TodoPriority.Medium,
        ["minor"] = TodoPriority.Low, ["trivial"] = TodoPriority.Low, ["low"] = TodoPriority.Low, ["lowest"] = TodoPriority.Low, ["p4"] = TodoPriority.Low, ["p5"] = TodoPriority.Low,
    };

    private static readonly string[] Times = ["dd/MMM/yy HH:mm", "yyyy-MM-dd HH:mm:sszzz", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFK", "yyyy-MM-dd"];

    /// <summary>Null for a word that nobody knows.</summary>
    public static string? Status(string word) => Statuses.GetValueOrDefault(word);

    /// <summary>The same.</summary>
    public static string? Priority(string word) => Priorities.GetValueOrDefault(word);

    /// <summary>A time without a zone is taken as UTC: what else it might be, nobody can know. Null for what is none.</summary>
    public static DateTime? Time(string text) =>
        DateTime.TryParseExact(text, Times, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) && at.Year is >= 1900 and < 9999 ? at : null;
}
