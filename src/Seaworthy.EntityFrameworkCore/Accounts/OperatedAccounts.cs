using Microsoft.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Identity;
using Seaworthy.Identity.Accounts;

namespace Seaworthy.EntityFrameworkCore.Accounts;

/// <summary>What the tool does to accounts.</summary>
internal sealed class OperatedAccounts<TContext>(
    Accounts<TContext> accounts, AccountLinks<TContext> links, PasswordHashing hashing, Session<TContext> session, AccountKeeping<TContext> keeping) : IServiceAccounts
    where TContext : DbContext
{
    public string Service => keeping.Profile.Name;

    public int MinPasswordChars => keeping.MinPasswordChars;

    public Task<bool> AddAsync(OperatedAccount account, CancellationToken cancellationToken)
    {
        var made = accounts.New(account.Email, name: null, hashing.Hash(account.Password ?? OpaqueSecret.New()));
        (made.IsConfirmed, made.Roles, made.Tenant) = (true, string.Join(' ', account.Roles.Distinct()), account.Tenant);
        return accounts.AddAsync(made, cancellationToken);
    }

    public Task<bool> AddRolesAsync(string email, IReadOnlyList<string> roles, CancellationToken cancellationToken) => session.WriteAsync(
        async (db, ct) =>
        {
            if (await db.Set<AccountRow>().SingleOrDefaultAsync(account => account.Email == email, ct) is not { } account)
            {
                return false;
            }

            account.Roles = string.Join(' ', account.RoleList.Union(roles));
            return true;
        },
        cancellationToken);

    public async Task<string> NewResetLinkAsync(string email, CancellationToken cancellationToken)
    {
        var account = await accounts.FindAsync(email, cancellationToken) ?? throw new InvalidOperationException($"{email} has no account at {Service}.");
        var secret = await links.NewAsync(account.Id, LinkPurpose.Reset, cancellationToken);
        return keeping.Settings.ResetUrl?.Replace(AccountRules.Token, secret, StringComparison.Ordinal) ?? secret;
    }
}
