using System.Globalization;
using Seaworthy.Mail;

namespace Seaworthy.EntityFrameworkCore.Accounts;

/// <summary>The words of the mails of accounts, where <c>Mail:Templates</c> has no others.</summary>
internal static class AccountTemplates
{
    private static readonly Dictionary<string, Func<AccountLetter, string>> Values = new(StringComparer.Ordinal)
    {
        ["service"] = letter => letter.Service,
        ["how"] = letter => letter.How,
        ["link"] = letter => letter.Link,
        ["minutes"] = letter => letter.Minutes.ToString(CultureInfo.InvariantCulture),
    };

    public static MailTemplate<AccountLetter> Confirm { get; } = new("account-confirm", "Confirm your e-mail for {{service}}", """
        Somebody, you most likely, has registered with this e-mail at {{service}}.

        To confirm it, {{how}}

        {{link}}

        It can be used once, within {{minutes}} minutes.

        If it was not you, do nothing: it is not confirmed then.

        """, html: null, Values);

    public static MailTemplate<AccountLetter> Reset { get; } = new("account-reset", "A new password for {{service}}", """
        Somebody, you most likely, has asked for a new password at {{service}}.

        To choose one, {{how}}

        {{link}}

        It can be used once, within {{minutes}} minutes.

        If it was not you, do nothing: your password stays as it is.

        """, html: null, Values);

    public static MailTemplate<AccountLetter> KnownAlready { get; } = new("account-known", "You have an account at {{service}}", """
        Somebody, you most likely, has tried to register with this e-mail at {{service}}. It has an account already: sign in, or
        ask for a new password. If it was not you, do nothing.

        """, html: null, Values);
}

/// <summary>What is filled in.</summary>
/// <param name="Service">The service, for people.</param>
/// <param name="How">What to do with the link: open it, or send it somewhere where it is a token alone.</param>
/// <param name="Link">An address, or a token; empty where there is none.</param>
/// <param name="Minutes">How long it can be used.</param>
internal sealed record AccountLetter(string Service, string How, string Link, int Minutes);
