using System.ComponentModel.DataAnnotations;

namespace Seaworthy.Todos.Items;

/// <summary>How far a todo is now.</summary>
internal sealed record StatusChange(
    [property: Required, AllowedValues(TodoStatus.Pending, TodoStatus.InProgress, TodoStatus.Completed)] string Status);
