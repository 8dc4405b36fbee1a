using System.Globalization;
using System.Text;
using Address = System.Net.Mail.MailAddress;

namespace Seaworthy.Mail;

/// <summary>An e-mail address that can stand in a header and in a command: nothing in it ends a line or a pair of brackets.</summary>
/// <param name="Name">Whose it is, for people; null where it does not say.</param>
/// <param name="Local">What stands before the @.</param>
/// <param name="Domain">What stands behind it, in ASCII (RFC 5890).</param>
internal sealed record Mailbox(string? Name, string Local, string Domain)
{
    private const int Longest = 254; // RFC 5321, 4.5.3.1.3, without the brackets

    public string Plain => $"{Local}@{Domain}";

    /// <summary>Whether only a server with SMTPUTF8 takes it (RFC 6531).</summary>
    public bool NeedsUtf8 => !Ascii.IsValid(Local);

    /// <summary>As it stands in a header.</summary>
    public string InHeader => Name is null ? Plain : $"{EncodedWord.Phrase(Name)} <{Plain}>";

    /// <summary>Null when it is none.</summary>
    public static Mailbox? Parse(string text)
    {
        // A name must stand before brackets: .NET takes the first of two addresses for the name of the second.
        if (text.Any(char.IsControl) || !Address.TryCreate(text, out var address) || address.Address.AsSpan().ContainsAny(" <>")
            || (address.DisplayName.Length > 0 && (!text.EndsWith('>') || address.DisplayName.AsSpan().ContainsAny("<>@"))))
        {
            return null;
        }

        var domain = InAscii(address.Host);
        var mailbox = domain is null ? null : new Mailbox(address.DisplayName.Length == 0 ? null : Unquoted(address.DisplayName), address.User, domain);
        return mailbox?.Plain.Length <= Longest ? mailbox : null;
    }

    /// <summary>The recipient's.</summary>
    /// <exception cref="MailException">It is none, and never will be.</exception>
    public static Mailbox Of(string text) => Parse(text)
        ?? throw new MailException(MailFailure.Refused, "What the mail is to be sent to is no e-mail address: it must be such as ada@example.com, in one line.");

    // .NET takes the quotes away and leaves what they had to mask.
    private static string Unquoted(string name) => name.Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal);

    private static string? InAscii(string host)
    {
        if (Ascii.IsValid(host))
        {
            return host;
        }

        try
        {
            return new IdnMapping().GetAscii(host);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
