using Microsoft.EntityFrameworkCore;
using Seaworthy.Mail;

namespace Seaworthy.EntityFrameworkCore.Accounts;

/// <summary>Makes the mail of an errand, at the moment it is sent: its link counts from then on, and takes the place of the one before.</summary>
internal sealed class AccountErrands<TContext>(Accounts<TContext> accounts, AccountLinks<TContext> links, AccountLetters<TContext> letters)
    where TContext : DbContext
{
    // Anybody may ask for a mail to anybody: he is sent one a minute of each kind, and the link in it is good meanwhile.
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    /// <summary>Null where there is nobody to tell anything, or he was told it within a minute.</summary>
    /// <param name="errand">What is to be told to whom.</param>
    /// <param name="isRepeated">Whether it was begun before and its mail was not sent: then the link that is there is its own.</param>
    /// <param name="cancellationToken">Ends the wait for a turn to write.</param>
    public async Task<MailMessage?> WriteAsync(AccountErrand errand, bool isRepeated, CancellationToken cancellationToken)
    {
        var account = await accounts.FindAsync(errand.Email, cancellationToken);
        if (account is null || (errand.Kind == ErrandKind.Confirm && account.IsConfirmed))
        {
            return null;
        }

        var (purpose, rest) = (PurposeOf(errand.Kind), isRepeated ? TimeSpan.Zero : Rest);
        if (await links.NewAsync(account.Id, purpose, rest, cancellationToken) is not { } secret)
        {
            return null;
        }

        return errand.Kind switch
        {
            ErrandKind.Confirm => letters.Confirm(account, secret),
            ErrandKind.Reset => letters.Reset(account, secret),
            _ => letters.KnownAlready(account.Email),
        };
    }

    private static string PurposeOf(ErrandKind kind) => kind switch
    {
        ErrandKind.Confirm => LinkPurpose.Confirm,
        ErrandKind.Reset => LinkPurpose.Reset,
        _ => LinkPurpose.Told,
    };
}
