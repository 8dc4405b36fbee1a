namespace Seaworthy.EntityFrameworkCore.Accounts;

/// <summary>An account as its owner sees it: nothing of its password.</summary>
internal sealed record AccountView(Guid Id, string Email, string? Name, bool IsConfirmed, IReadOnlyList<string> Roles, string? Tenant, DateTime CreatedAt)
{
    public static AccountView Of(AccountRow account) =>
        new(account.PublicId, account.Email, account.Name, account.IsConfirmed, account.RoleList, account.Tenant, account.CreatedAt);
}
