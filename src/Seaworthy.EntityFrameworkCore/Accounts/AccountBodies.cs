using System.ComponentModel.DataAnnotations;
using Seaworthy.Identity.Accounts;
using Seaworthy.Validation;

namespace Seaworthy.EntityFrameworkCore.Accounts;

/// <summary>What a new account is made of. How short a password may be is a setting.</summary>
internal sealed record NewAccount(
    [property: Required, Trimmed, LowerCased, Length(3, 254), RegularExpression(EmailForm.Pattern, ErrorMessage = "Invalid email format")] string Email,
    [property: Required(AllowEmptyStrings = true), MaxLength(PasswordHashing.MostChars)] string Password,
    [property: PlainText, Trimmed, Length(1, 100)] string? Name = null);

/// <summary>Who wants to sign in.</summary>
internal sealed record Credentials(
    [property: Required, Trimmed, LowerCased, Length(1, 254)] string Email,
    [property: Required(AllowEmptyStrings = true), MaxLength(PasswordHashing.MostChars)] string Password);

/// <summary>A refresh token.</summary>
internal sealed record RefreshRequest([property: Required, Length(1, 200)] string RefreshToken);

/// <summary>Another password for whoever knows the one before.</summary>
internal sealed record PasswordChange(
    [property: Required(AllowEmptyStrings = true), MaxLength(PasswordHashing.MostChars)] string CurrentPassword,
    [property: Required(AllowEmptyStrings = true), MaxLength(PasswordHashing.MostChars)] string NewPassword);

/// <summary>Whose password was forgotten.</summary>
internal sealed record ForgottenPassword([property: Required, Trimmed, LowerCased, Length(1, 254)] string Email);

/// <summary>Whose mail did not come, or was lost.</summary>
internal sealed record UnconfirmedEmail([property: Required, Trimmed, LowerCased, Length(1, 254)] string Email);

/// <summary>Another password for whoever can read the account's mail.</summary>
internal sealed record PasswordReset(
    [property: Required, Length(1, 200)] string Token, [property: Required(AllowEmptyStrings = true), MaxLength(PasswordHashing.MostChars)] string Password);

/// <summary>The token of a link, and the account's password where the request has no token of the account.</summary>
internal sealed record EmailConfirmation([property: Required, Length(1, 200)] string Token, [property: MaxLength(PasswordHashing.MostChars)] string? Password = null);

/// <summary>An e-mail in its usual form; whether it is one, its owner shows by reading it.</summary>
internal static class EmailForm
{
    public const string Pattern = @"[^@\s""<>,;]+@[^@\s""<>,;]+\.[^@\s""<>,;.]{2,}";
}
