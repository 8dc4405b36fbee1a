namespace Seaworthy.EntityFrameworkCore.Accounts;

/// <summary>Somebody who can sign in at a service.</summary>
internal sealed class AccountRow
{
    public long Id { get; set; }

    /// <summary>Who he is to everybody else: the token's <c>sub</c>.</summary>
    public required Guid PublicId { get; set; }

    /// <summary>In small letters, without blanks around it. Unique.</summary>
    public required string Email { get; set; }

    public string? Name { get; set; }

    public required string PasswordHash { get; set; }

    /// <summary>Whether the e-mail is known to be his. Until then no token says it.</summary>
    public bool IsConfirmed { get; set; }

    /// <summary>Passwords tried since the last right one; counted before they are looked at, so that those that come at once all count.</summary>
    public int FailedAttempts { get; set; }

    public DateTime? LockedUntil { get; set; }

    /// <summary>With blanks between; empty for none.</summary>
    public string Roles { get; set; } = "";

    /// <summary>For whom he works; null for nobody.</summary>
    public string? Tenant { get; set; }

    public required DateTime CreatedAt { get; set; }

    public IReadOnlyList<string> RoleList => Roles.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
