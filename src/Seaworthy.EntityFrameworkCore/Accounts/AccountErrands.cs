using Microsoft.EntityFrameworkCore;
using Seaworthy.Mail;

namespace Seaworthy.EntityFrameworkCore.Accounts;

/// <summary>Makes the mail of an errand, at the moment it is sent: its link counts from then on, and takes the place of the one before.</summary>
internal sealed class AccountErrands<TContext>(Accounts<TContext> accounts, AccountLinks<TContext> links, AccountLetters<TContext> letters)
    where TContext : DbContext
{
    /// <summary>Null where there is nobody to tell anything.</summary>
    public async Task<MailMessage?> WriteAsync(AccountErrand errand, CancellationToken cancellationToken)
    {
        if (errand.Kind == ErrandKind.KnownAlready)
        {
            return letters.KnownAlready(errand.Email);
        }

        var account = await accounts.FindAsync(errand.Email, cancellationToken);
        if (account is null || (errand.Kind == ErrandKind.Confirm && account.IsConfirmed))
        {
            return null;
        }

        var purpose = errand.Kind == ErrandKind.Confirm ? LinkPurpose.Confirm : LinkPurpose.Reset;
        var secret = await links.NewAsync(account.Id, purpose, cancellationToken);
        return purpose == LinkPurpose.Confirm ? letters.Confirm(account, secret) : letters.Reset(account, secret);
    }
}
