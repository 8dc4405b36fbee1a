using System.ComponentModel.DataAnnotations;
using Seaworthy.Validation;

namespace Seaworthy.Todos.Items;

/// <summary>What a todo is made of, by S3's rules (R3, R4): also what a change replaces.</summary>
/// <param name="Title">The document's 1 to 200 characters, without tags and trimmed.</param>
/// <param name="Description">At most 5,000 characters.</param>
/// <param name="Status">How far it is; null (default) is what <paramref name="Completed"/> says, else pending.</param>
/// <param name="Priority">How much it matters.</param>
/// <param name="DueDate">Until when; null for whenever.</param>
/// <param name="TagIds">Its tags; null for none.</param>
/// <param name="AssigneeId">Who does it; null for nobody yet.</param>
/// <param name="Completed">The document's member: the same as the status, where a caller says one, the other or both.</param>
internal sealed record NewTodo(
    [property: Required, PlainText, Trimmed, Length(1, NewTodo.LongestTitle)] string Title,
    [property: PlainText, Trimmed, Length(0, NewTodo.LongestDescription)] string Description = "",
    [property: AllowedValues(TodoStatus.Pending, TodoStatus.InProgress, TodoStatus.Completed)] string? Status = null,
    [property: AllowedValues(TodoPriority.Low, TodoPriority.Medium, TodoPriority.High, TodoPriority.Urgent)] string Priority = TodoPriority.Medium,
    DateTime? DueDate = null,
    [property: Length(0, NewTodo.MostTags)] IReadOnlyList<long>? TagIds = null,
    [property: Range(1, long.MaxValue)] long? AssigneeId = null,
    bool? Completed = null) : IValidatableObject
{
    public const int LongestTitle = 200;
    public const int LongestDescription = 5000;
    public const int MostTags = 50;

    /// <summary>How far it is, whichever of the two members says it.</summary>
    public string StatusMeant => Status ?? (Completed == true ? TodoStatus.Completed : TodoStatus.Pending);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Completed is { } completed && completed != (StatusMeant == TodoStatus.Completed))
        {
            yield return new ValidationResult($"does not follow the status {Status}; leave one of the two out", [nameof(Completed)]);
        }

        foreach (var twice in (TagIds ?? []).GroupBy(tag => tag).Where(group => group.Count() > 1))
        {
            yield return new ValidationResult($"has tag {twice.Key} {twice.Count()} times; give it once", [nameof(TagIds)]);
        }

        if (DueDate is { } due && (due.Year < 1900 || due >= Todo.Never))
        {
            yield return new ValidationResult("must be a time between the years 1900 and 9999; leave it out where there is none", [nameof(DueDate)]);
        }
    }
}
