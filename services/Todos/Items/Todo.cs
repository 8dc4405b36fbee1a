using Seaworthy.Todos.Data;
using Seaworthy.Todos.People;
using Seaworthy.Todos.Tags;

namespace Seaworthy.Todos.Items;

/// <summary>Something to be done.</summary>
internal sealed class Todo : IVersioned
{
    /// <summary>What stands in the order of due dates for a todo that has none: behind all others.</summary>
    public static readonly DateTime Never = new(9999, 12, 31, 0, 0, 0, DateTimeKind.Utc);

    public long Id { get; set; }

    public required string Title { get; set; }

    public string Description { get; set; } = "";

    /// <summary>One of <see cref="TodoStatus"/>.</summary>
    public string Status { get; private set; } = TodoStatus.Pending;

    /// <summary>Whether the status says so: a column of its own, because the document's index and its summaries have it.</summary>
    public bool Completed { get; private set; }

    /// <summary>One of <see cref="TodoPriority"/>.</summary>
    public string Priority { get; set; } = TodoPriority.Medium;

    /// <summary>Until when; null for whenever.</summary>
    public DateTime? DueDate { get; private set; }

    /// <summary>The due date as lists sort it, which is never null.</summary>
    public DateTime DueKey { get; private set; } = Never;

    public long? AssigneeId { get; set; }

    public Employee? Assignee { get; set; }

    public List<TodoTag> Tags { get; } = [];

    /// <summary>What an import knows it by; null for one made by hand. Unique.</summary>
    public string? ImportKey { get; set; }

    public DateTime CreatedAt { get; set; }

    public DateTime UpdatedAt { get; set; }

    /// <inheritdoc/>
    public long Version { get; set; } = 1;

    /// <summary>Makes it what a body says.</summary>
    public void Become(NewTodo body)
    {
        (Title, Description, Priority, AssigneeId) = (body.Title, body.Description, body.Priority, body.AssigneeId);
        MoveTo(body.StatusMeant);
        DueBy(body.DueDate);
        var wanted = body.TagIds ?? [];
        Tags.RemoveAll(known => !wanted.Contains(known.TagId));
        Tags.AddRange(wanted.Where(tag => !Tags.Exists(known => known.TagId == tag)).Select(tag => new TodoTag { TagId = tag }));
    }

    public void MoveTo(string status) => (Status, Completed) = (status, status == TodoStatus.Completed);

    public void DueBy(DateTime? date) => (DueDate, DueKey) = (date, date ?? Never);
}
