using System.Globalization;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.Todos.Data;
using Seaworthy.Todos.Tags;

namespace Seaworthy.Todos.Items;

/// <summary>How todos are shown: the first version's pages, the second's summaries by cursor, and one with all that belongs to it.</summary>
internal static class TodoLists
{
    // S3: limit is 50 where nobody says.
    private const int UsualPage = 50;
    private const int CutAt = 1000;

    private static readonly DateTime First = new(1900, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime Last = Todo.Never.AddMicroseconds(-1);

    private static readonly FilterValue Status = new(typeof(string), $"one of {string.Join(", ", TodoStatus.All)}", text => TodoStatus.All.Contains(text) ? text : null);

    private static readonly FilterValue Priority = new(typeof(string), $"one of {string.Join(", ", TodoPriority.All)}", text => TodoPriority.All.Contains(text) ? text : null);

    private static readonly FilterValue Time = new(typeof(DateTime), "a time such as 2026-12-01T00:00:00Z between the years 1900 and 9999", text =>
        DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var at) && at >= First && at <= Last ? at : null) { JsonType = "string" };

    private static readonly ListDefinition<TodoTag, TodoTag> TagsOfOne = List.Of<TodoTag>("tags of a todo")
        .Key(link => link.TagId)
        .Field("id", link => link.TagId)
        .Field("name", link => link.Tag.Name)
        .Sort("name", link => link.Tag.NameKey)
        .Within<long>((link, todo) => link.TodoId == todo);

    /// <summary>S3's first version: whole todos, newest first, by rows to skip.</summary>
    public static ListDefinition<Todo, Todo> V1 { get; } = Whole(List.Of<Todo>("todos"), CutAt)
        .Filter<string>("status", Status, (t, status) => t.Status == status)
        .Filter<string>("priority", Priority, (t, priority) => t.Priority == priority)
        .Filter<long>("assignee_id", FilterValue.Id, (t, assignee) => t.AssigneeId == assignee)
        .Sort("id", t => t.Id, descending: true)
        .KeepTotals(Touched.All, Touched.Lists);

    /// <summary>Summaries (R48), newest first or by due date; what is heavy only on request.</summary>
    public static ListDefinition<Todo, Todo> V2 { get; } = Summary(List.Of<Todo>("todos"))
        .Key(t => t.Id)
        .Filter<string>("status", Status, (t, status) => t.Status == status)
        .Filter<string>("priority", Priority, (t, priority) => t.Priority == priority)
        .Filter<long>("assignee_id", FilterValue.Id, (t, assignee) => t.AssigneeId == assignee)
        .Range<DateTime>("due_from", "due_to", Time, (t, from, to) => t.DueKey >= from && t.DueKey <= to, (First, Last), sort: "due_date")
        .Sort("id", t => t.Id, descending: true)
        .Sort("due_date", t => t.DueKey);

    /// <summary>The same of one tag, newest first: only that tag's rows are read.</summary>
    public static ListDefinition<TodoTag, Todo> ByTag { get; } = Summary(List.Of<TodoTag, Todo>("todos by tag", link => link.Todo))
        .Key(link => link.TodoId)
        .Filter<long>("tag_id", FilterValue.Id, (link, tag) => link.TagId == tag)
        .Filter<string>("status", Status, (link, status) => link.Todo.Status == status)
        .Filter<string>("priority", Priority, (link, priority) => link.Todo.Priority == priority)
        .Filter<long>("assignee_id", FilterValue.Id, (link, assignee) => link.Todo.AssigneeId == assignee)
        .Filter<DateTime>("due_from", Time, (link, from) => link.Todo.DueKey >= from && link.Todo.DueDate != null)
        .Filter<DateTime>("due_to", Time, (link, to) => link.Todo.DueKey <= to)
        .Sort("id", link => link.TodoId, descending: true);

    /// <summary>One with its description, its tags, and who does it in which department: two statements, however many there are (R30).</summary>
    public static ListDefinition<Todo, Todo> Item { get; } = Whole(List.Of<Todo>("todo"), cutAt: null)
        .Rows("tags", TagsOfOne, t => t.Tags);

    private static ListDefinition<TRoot, Todo> Summary<TRoot>(ListDefinition<TRoot, Todo> list)
        where TRoot : class => list
        .Field("id", t => t.Id)
        .Field("title", t => t.Title)
        .Field("completed", t => t.Completed)
        .Field("status", t => t.Status, onRequest: true)
        .Field("priority", t => t.Priority, onRequest: true)
        .Field("due_date", t => t.DueDate, onRequest: true)
        .Field("assignee_id", t => t.AssigneeId, onRequest: true)
        .Field("description", t => t.Description, onRequest: true, cutAt: CutAt)
        .Field("created_at", t => t.CreatedAt, onRequest: true)
        .Field("updated_at", t => t.UpdatedAt, onRequest: true)
        .Field("version", t => t.Version, onRequest: true)
        .UsualPage(UsualPage)
        .Strict();

    private static ListDefinition<Todo, Todo> Whole(ListDefinition<Todo, Todo> list, int? cutAt) => list
        .Key(t => t.Id)
        .Field("id", t => t.Id)
        .Field("title", t => t.Title)
        .Field("description", t => t.Description, cutAt: cutAt)
        .Field("status", t => t.Status)
        .Field("priority", t => t.Priority)
        .Field("due_date", t => t.DueDate)
        .Field("completed", t => t.Completed)
        .Field("assignee_id", t => t.AssigneeId)
        .Field("assignee_name", t => t.Assignee!.Name)
        .Field("assignee_email", t => t.Assignee!.Email)
        .Field("department_id", t => t.Assignee!.DepartmentId)
        .Field("department_name", t => t.Assignee!.Department!.Name)
        .Field("created_at", t => t.CreatedAt)
        .Field("updated_at", t => t.UpdatedAt)
        .Field("version", t => t.Version);
}
