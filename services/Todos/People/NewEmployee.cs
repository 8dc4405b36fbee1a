using System.ComponentModel.DataAnnotations;
using Seaworthy.Validation;

namespace Seaworthy.Todos.People;

/// <summary>What an employee is made of: also what a change replaces.</summary>
/// <param name="Name">As todos show it.</param>
/// <param name="Email">Where reminders go; null for nowhere.</param>
/// <param name="DepartmentId">Null for none.</param>
internal sealed record NewEmployee(
    [property: Required, PlainText, Trimmed, Length(1, 200)] string Name,
    [property: Trimmed, LowerCased, Length(3, 254), RegularExpression(NewEmployee.EmailPattern, ErrorMessage = "must be an e-mail address such as ada@example.com")] string? Email = null,
    [property: Range(1, long.MaxValue)] long? DepartmentId = null)
{
    public const string EmailPattern = @"[a-zA-Z0-9._%+-]+@[a-zA-Z0-9.-]+\.[a-zA-Z]{2,}";
}
