using System.Globalization;
using Seaworthy.Identity.Accounts;
using Seaworthy.Mail;

namespace Seaworthy.EntityFrameworkCore.Accounts;

/// <summary>The words of the mails.</summary>
internal sealed class AccountLetters<TContext>(AccountKeeping<TContext> keeping)
{
    public MailMessage Confirm(AccountRow account, string secret) => new(account.Email, $"Confirm your e-mail for {keeping.Profile.Title}", $"""
        Somebody, you most likely, has registered with this e-mail at {keeping.Profile.Title}.

        {Link(keeping.Settings.ConfirmUrl, "To confirm it", "/email/confirm", secret)}

        If it was not you, do nothing: it is not confirmed then.

        """);

    public MailMessage Reset(AccountRow account, string secret) => new(account.Email, $"A new password for {keeping.Profile.Title}", $"""
        Somebody, you most likely, has asked for a new password at {keeping.Profile.Title}.

        {Link(keeping.Settings.ResetUrl, "To choose one", "/password/reset", secret)}

        If it was not you, do nothing: your password stays as it is.

        """);

    public MailMessage KnownAlready(string email) => new(email, $"You have an account at {keeping.Profile.Title}", $"""
        Somebody, you most likely, has tried to register with this e-mail at {keeping.Profile.Title}. It has an account already: sign in, or
        ask for a new password. If it was not you, do nothing.

        """);

    private string Link(string? page, string aim, string path, string secret) => string.Create(CultureInfo.InvariantCulture, $"{aim}, {(page is null
        ? $"send this token to {path}:\n\n{secret}"
        : $"open\n\n{page.Replace(AccountRules.Token, secret, StringComparison.Ordinal)}")}\n\nIt can be used once, within {keeping.Settings.LinkMinutes} minutes.");
}
