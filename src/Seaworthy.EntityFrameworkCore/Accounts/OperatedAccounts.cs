using Microsoft.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Identity;
using Seaworthy.Identity.Accounts;

namespace Seaworthy.EntityFrameworkCore.Accounts;

/// <summary>What the tool does to accounts.</summary>
internal sealed class OperatedAccounts<TContext>(
    Accounts<TContext> accounts, AccountLinks<TContext> links, SessionEnds<TContext> sessions, PasswordHashing hashing, Session<TContext> session, AccountKeeping<TContext> keeping)
    : IServiceAccounts
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

    public async Task<AccountGift> GiveAsync(OperatedAccount account, CancellationToken cancellationToken)
    {
        var noPassword = hashing.Hash(OpaqueSecret.New());
        var (gift, ended) = await session.WriteAsync((db, ct) => GiveAsync(db, account, noPassword, ct), cancellationToken);
        sessions.Tell(ended);
        return gift;
    }

    public async Task<string> NewResetLinkAsync(string email, CancellationToken cancellationToken)
    {
        var account = await accounts.FindAsync(email, cancellationToken) ?? throw new InvalidOperationException($"{email} has no account at {Service}.");
        var secret = await links.NewAsync(account.Id, LinkPurpose.Reset, cancellationToken);
        return keeping.Settings.ResetUrl?.Replace(AccountRules.Token, secret, StringComparison.Ordinal) ?? secret;
    }

    private async Task<(AccountGift Gift, IReadOnlyList<Guid> Ended)> GiveAsync(TContext db, OperatedAccount given, string noPassword, CancellationToken cancellationToken)
    {
        var account = await db.Set<AccountRow>().SingleAsync(row => row.Email == given.Email, cancellationToken);
        if (given.Tenant is not null && account.Tenant is not null && account.Tenant != given.Tenant)
        {
            return (AccountGift.OfAnotherTenant, []);
        }

        (account.Roles, account.Tenant) = (string.Join(' ', account.RoleList.Union(given.Roles)), account.Tenant ?? given.Tenant);
        return account.IsConfirmed ? (AccountGift.Given, []) : (AccountGift.TakenOver, await sessions.ReplacePasswordAsync(db, account, noPassword, cancellationToken));
    }
}
