using System.ComponentModel.DataAnnotations;
using Seaworthy.Validation;

namespace Seaworthy.Cafe.Staff;

/// <summary>What one of the staff is made of: also what a change replaces.</summary>
internal sealed record NewUser(
    [property: Required, Trimmed, LowerCased, Length(3, 254), RegularExpression(NewUser.EmailPattern, ErrorMessage = "Invalid email format")] string Email,
    [property: Required, PlainText, Trimmed, Length(1, 200)] string FullName,
    [property: Required, AllowedValues(StaffRole.Owner, StaffRole.Manager, StaffRole.Barista)] string Role,
    bool IsActive = true)
{
    public const string EmailPattern = @"[a-zA-Z0-9._%+-]+@[a-zA-Z0-9.-]+\.[a-zA-Z]{2,}";
}
