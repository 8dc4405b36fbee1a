using System.ComponentModel.DataAnnotations;
using Seaworthy.Todos.Items;

namespace Seaworthy.Todos.Bulk;

/// <summary>Which todos: those for which all that is said holds.</summary>
/// <param name="Status">They are so far.</param>
/// <param name="Priority">They matter so much.</param>
/// <param name="TagId">They have this tag.</param>
/// <param name="AssigneeId">They are this employee's.</param>
/// <param name="DueBefore">They are due before it.</param>
internal sealed record BulkFilter(
    [property: AllowedValues(TodoStatus.Pending, TodoStatus.InProgress, TodoStatus.Completed)] string? Status = null,
    [property: AllowedValues(TodoPriority.Low, TodoPriority.Medium, TodoPriority.High, TodoPriority.Urgent)] string? Priority = null,
    [property: Range(1, long.MaxValue)] long? TagId = null,
    [property: Range(1, long.MaxValue)] long? AssigneeId = null,
    DateTime? DueBefore = null) : IValidatableObject
{
    /// <summary>Those of <paramref name="todos"/>.</summary>
    public IQueryable<Todo> Of(IQueryable<Todo> todos)
    {
        todos = Status is null ? todos : todos.Where(todo => todo.Status == Status);
        todos = Priority is null ? todos : todos.Where(todo => todo.Priority == Priority);
        todos = TagId is null ? todos : todos.Where(todo => todo.Tags.Any(link => link.TagId == TagId));
        todos = AssigneeId is null ? todos : todos.Where(todo => todo.AssigneeId == AssigneeId);
        return DueBefore is null ? todos : todos.Where(todo => todo.DueDate < DueBefore);
    }

    // A filter that a slip has left empty would be all todos.
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Status is null && Priority is null && TagId is null && AssigneeId is null && DueBefore is null)
        {
            yield return new ValidationResult("must say something: status, priority, tag_id, assignee_id or due_before");
        }
    }
}
