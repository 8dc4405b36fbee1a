using System.Globalization;
using System.Text;

namespace Seaworthy.Mail;

/// <summary>
/// Hands mails to a server, one conversation each (RFC 5321), and knows of each that fails whether it may be sent again: up to its last line nothing has
/// happened, and from there on only the server's word counts.
/// </summary>
internal sealed class SmtpMailer(SmtpServer server, Mailbox from, TimeProvider time) : IMailer
{
    private const int TooLarge = 552;

    public async Task SendAsync(MailMessage message, CancellationToken cancellationToken)
    {
        var to = Mailbox.Of(message.To);
        var content = MailContent.Write(message, from, to, time.GetUtcNow());
        await using var session = await SmtpSession.OpenAsync(server, time, cancellationToken);

        // What it says here is of us, whom it does not know or who are on a list, and may be mended; but for 552: the mail is too large.
        Check(await session.SayAsync($"MAIL FROM:<{from.Plain}>{Words(session, to, content.Length)}", cancellationToken), reply => reply.IsGood, "MAIL", to, reply => reply.Code == TooLarge);
        Check(await session.SayAsync($"RCPT TO:<{to.Plain}>", cancellationToken), reply => reply.IsGood, "RCPT", to);
        Check(await session.SayAsync("DATA", cancellationToken), reply => reply.GoesOn, "DATA", to);
        await session.WriteAsync(Stuffed(content), cancellationToken);
        await EndAsync(session, to, cancellationToken);
    }

    // From the first byte of this on it may be the recipient's: also where we are told to stop.
    private async Task EndAsync(SmtpSession session, Mailbox to, CancellationToken cancellationToken)
    {
        SmtpReply reply;
        try
        {
            reply = await session.EndAsync("\r\n.\r\n"u8.ToArray(), cancellationToken);
        }
        catch (Exception exception) when (exception is MailException or OperationCanceledException)
        {
            throw new MailException(MailFailure.Unknown, $"{server} had the whole mail and did not say whether it is taken: {exception.Message}", exception);
        }

        Check(reply, answer => answer.IsGood, "the mail", to);
        await session.QuitAsync();
    }

    // Extensions by which a server knows beforehand whether it can take it (RFC 1870, 6531).
    private string Words(SmtpSession session, Mailbox to, int bytes)
    {
        var (size, utf8) = (session.Offer("SIZE"), session.Offer("SMTPUTF8"));
        if (long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var most) && most > 0 && bytes > most)
        {
            throw new MailException(MailFailure.Refused, $"{server} takes mails of up to {most} bytes, and this one has {bytes}");
        }

        if ((to.NeedsUtf8 || from.NeedsUtf8) && utf8 is null)
        {
            throw new MailException(MailFailure.Refused, $"{server} takes no addresses with letters other than ASCII: it offers no SMTPUTF8");
        }

        return (size is null ? "" : string.Create(CultureInfo.InvariantCulture, $" SIZE={bytes}")) + (to.NeedsUtf8 || from.NeedsUtf8 ? " SMTPUTF8" : "");
    }

    private void Check(SmtpReply reply, Func<SmtpReply, bool> isRight, string what, Mailbox to, Func<SmtpReply, bool>? isForGood = null)
    {
        if (!isRight(reply))
        {
            // Whose mail it is, is not for logs.
            var said = reply.ToString().Replace(to.Plain, "(recipient)", StringComparison.OrdinalIgnoreCase);
            throw new MailException((isForGood?.Invoke(reply) ?? reply.IsForGood) ? MailFailure.Refused : MailFailure.NotNow, $"{server} answers {what} with {said}");
        }
    }

    // A line that is a dot would end the mail (RFC 5321, 4.5.2).
    private static byte[] Stuffed(byte[] content)
    {
        var text = Encoding.Latin1.GetString(content).Replace("\r\n.", "\r\n..", StringComparison.Ordinal);
        return Encoding.Latin1.GetBytes(text);
    }
}
