using Seaworthy.Identity.Accounts;
using Seaworthy.Mail;

namespace Seaworthy.EntityFrameworkCore.Accounts;

/// <summary>The mails of a service's accounts.</summary>
internal sealed class AccountLetters<TContext>(AccountKeeping<TContext> keeping, MailTemplates templates)
{
    public MailMessage Confirm(AccountRow account, string secret) =>
        templates.Write(AccountTemplates.Confirm, account.Email, With(keeping.Settings.ConfirmUrl, "send this token, with your password, to /email/confirm:", secret));

    public MailMessage Reset(AccountRow account, string secret) =>
        templates.Write(AccountTemplates.Reset, account.Email, With(keeping.Settings.ResetUrl, "send this token to /password/reset:", secret));

    public MailMessage KnownAlready(string email) => templates.Write(AccountTemplates.KnownAlready, email, Letter("", ""));

    private AccountLetter With(string? page, string withoutPage, string secret) => page is null
        ? Letter(withoutPage, secret)
        : Letter("open", page.Replace(AccountRules.Token, secret, StringComparison.Ordinal));

    private AccountLetter Letter(string how, string link) => new(keeping.Profile.Title, how, link, keeping.Settings.LinkMinutes);
}
