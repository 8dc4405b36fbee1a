using Seaworthy.Seeding;
using Seaworthy.Todos.Data;
using Seaworthy.Todos.Items;
using Seaworthy.Validation;

namespace Seaworthy.Todos.Seed;

/// <summary>One issue that can be loaded.</summary>
/// <param name="Key">What it is known by when the file is loaded again.</param>
/// <param name="CreatedAt">Null where the file does not say.</param>
/// <param name="Tags">Its project and its labels, each once.</param>
/// <param name="Note">What was changed on the way, or null.</param>
internal sealed record IssueRow(
    string Key, string Title, string Description, string Status, string Priority, DateTime? CreatedAt, DateTime? DueDate, IReadOnlyList<string> Tags, string? Note)
{
    private const int MostShown = 60;
    private const int MostNamed = 200;
    private static readonly PlainTextAttribute PlainText = new();

    /// <summary>Reads a record, or says why it cannot be loaded. Text loses its tags, as a caller's does (R4).</summary>
    public static (IssueRow? Row, string? Fault) Read(IReadOnlyList<string> record, CsvColumns columns)
    {
        if (columns.Fault(record) is { } unreadable)
        {
            return (null, unreadable);
        }

        var notes = new List<string>();
        var (id, title, status, priority) = (columns.Read(record, "id"), Text(record, columns, "title", notes), columns.Read(record, "status"), columns.Read(record, "priority"));
        var (created, due, project) = (columns.Read(record, "created"), columns.Read(record, "due"), columns.Read(record, "project"));
        var fault = id.Length == 0 ? "has no id"
            : id.Length > MostNamed || project.Length > MostNamed ? $"the id and the project, by which an issue is known again, have at most {MostNamed} characters: say with --map id=COLUMN and --map project=COLUMN which columns hold them"
            : title.Length == 0 ? "has no title"
            : Characters(title) > NewTodo.LongestTitle ? $"the title has {Characters(title)} characters; at most {NewTodo.LongestTitle} are taken"
            : IssueWords.Status(status) is null ? $"the status '{Shown(status)}' is none that is known, such as Open, In Progress or Resolved"
            : IssueWords.Priority(priority) is null ? $"the priority '{Shown(priority)}' is none that is known, such as Major, P3 or --"
            : created.Length > 0 && IssueWords.Time(created) is null ? $"the date '{Shown(created)}' is none, such as 2026-11-26 09:30:00+00:00 or 26/Nov/26 09:30"
            : due.Length > 0 && IssueWords.Time(due) is null ? $"the due date '{Shown(due)}' is none, such as 2026-11-26 09:30:00+00:00 or 26/Nov/26 09:30"
            : null;
        return fault is not null ? (null, fault) : (new(
            $"issue:{project}:{id}", title, Shortened(Text(record, columns, "description", notes), notes), IssueWords.Status(status)!, IssueWords.Priority(priority)!,
            IssueWords.Time(created), IssueWords.Time(due), TagsOf(record, columns, notes), notes.Count == 0 ? null : string.Join("; ", notes)), null);
    }

    // A tab or a line break ends nothing here; what no screen shows goes.
    private static string Text(IReadOnlyList<string> record, CsvColumns columns, string field, List<string> notes)
    {
        var text = columns.Read(record, field);
        var shown = string.Concat(text.Where(c => !char.IsControl(c) || c is '\n' or '\r' or '\t'));
        if (shown.Length < text.Length)
        {
            notes.Add($"control characters were taken out of the {field}");
        }

        return PlainText.Apply(shown).Trim();
    }

    private static string Shortened(string description, List<string> notes)
    {
        if (Characters(description) <= NewTodo.LongestDescription)
        {
            return description;
        }

        notes.Add($"the description had {Characters(description)} characters and was shortened to {NewTodo.LongestDescription}");
        return string.Concat(description.EnumerateRunes().Take(NewTodo.LongestDescription - 3).Select(rune => rune.ToString())) + "...";
    }

    private static List<string> TagsOf(IReadOnlyList<string> record, CsvColumns columns, List<string> notes)
    {
        var all = columns.Read(record, "labels").Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Prepend(columns.Read(record, "project")).Select(label => PlainText.Apply(label).Trim()).Where(label => label.Length > 0).DistinctBy(NameKey.Of).ToList();
        var taken = all.Where(label => Characters(label) <= NewName.Longest).Take(NewTodo.MostTags).ToList();
        if (taken.Count < all.Count)
        {
            notes.Add($"{all.Count - taken.Count} labels were left out: a tag has at most {NewName.Longest} characters, and a todo {NewTodo.MostTags} tags");
        }

        return taken;
    }

    // As the API counts: code points, so that what it takes loads and no letter is cut in two.
    private static int Characters(string text) => text.EnumerateRunes().Count();

    private static string Shown(string text) => text.Length > MostShown ? text[..MostShown] + "…" : text;
}
