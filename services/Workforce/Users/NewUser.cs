using System.ComponentModel.DataAnnotations;
using Seaworthy.Validation;

namespace Seaworthy.Workforce.Users;

/// <summary>What a user is made of, by the document's rules (R3): also what a change replaces.</summary>
internal sealed record NewUser(
    [property: Required, Trimmed, LowerCased, Length(3, 254), RegularExpression(NewUser.EmailPattern, ErrorMessage = "Invalid email format")] string Email,
    [property: Required, PlainText, Trimmed, Length(1, 100)] string Username,
    [property: Required, PlainText, Trimmed, Length(1, 200)] string FullName,
    bool IsActive = true)
{
    /// <summary>The document's own.</summary>
    public const string EmailPattern = @"[a-zA-Z0-9._%+-]+@[a-zA-Z0-9.-]+\.[a-zA-Z]{2,}";
}
