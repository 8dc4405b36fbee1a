using Microsoft.EntityFrameworkCore;
using Seaworthy.Identity.Accounts;

namespace Seaworthy.EntityFrameworkCore.Accounts;

/// <summary>Makes the accounts of a service's demo users: in Development, and nowhere else.</summary>
public sealed class DemoAccounts<TContext>
    where TContext : DbContext
{
    private readonly Accounts<TContext> _accounts;
    private readonly AccountKeeping<TContext> _keeping;
    private readonly PasswordHashing _hashing;
    private readonly DemoUser[] _users;

    internal DemoAccounts(Accounts<TContext> accounts, AccountKeeping<TContext> keeping, PasswordHashing hashing, IEnumerable<DemoUser> users)
    {
        (_accounts, _keeping, _hashing) = (accounts, keeping, hashing);
        _users = [.. users.Where(user => user.Service == keeping.Profile.Name)];
    }

    /// <summary>Makes those that are missing; what somebody made of one since is his.</summary>
    /// <returns>How many were made, and how many were there; none of either outside Development.</returns>
    public async Task<(int Made, int There)> EnsureAsync(CancellationToken cancellationToken)
    {
        if (!_keeping.IsDevelopment)
        {
            return (0, 0);
        }

        var made = 0;
        foreach (var user in _users)
        {
            if (await _accounts.FindAsync(user.Email, cancellationToken) is null)
            {
                made++;
                var account = _accounts.New(user.Email, user.Name, _hashing.Hash(user.Password));
                (account.IsConfirmed, account.Roles) = (true, string.Join(' ', user.Roles));
                await _accounts.AddAsync(account, cancellationToken);
            }
        }

        return (made, _users.Length - made);
    }
}
