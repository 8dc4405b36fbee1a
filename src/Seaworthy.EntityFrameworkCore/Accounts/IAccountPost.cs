using Microsoft.EntityFrameworkCore;

namespace Seaworthy.EntityFrameworkCore.Accounts;

/// <summary>
/// Takes what accounts have to be told, and sees to it after their requests were answered: how long an answer takes must not tell whether somebody has an account.
/// </summary>
internal interface IAccountPost<TContext>
    where TContext : DbContext
{
    /// <summary>False when too many wait.</summary>
    ValueTask<bool> TryPostAsync(AccountErrand errand, CancellationToken cancellationToken);
}
