using System.Globalization;
using System.Text;

namespace Seaworthy.Mail;

/// <summary>A mail as it travels: headers, then the text or the text and its HTML (RFC 5322, 2046).</summary>
internal static class MailContent
{
    public static byte[] Write(MailMessage mail, Mailbox from, Mailbox to, DateTimeOffset now)
    {
        var id = Guid.CreateVersion7(now);
        var written = new StringBuilder();
        Header(written, "From", from.InHeader);
        Header(written, "To", to.InHeader);
        Header(written, "Subject", EncodedWord.Text(mail.Subject));
        Header(written, "Date", now.ToUniversalTime().ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture));
        Header(written, "Message-ID", $"<{id:N}@{from.Domain}>");
        Header(written, "Auto-Submitted", "auto-generated"); // so that no absent person's program answers it (RFC 3834)
        Header(written, "MIME-Version", "1.0");
        if (mail.Html is null)
        {
            Part(written, "plain", mail.Text);
        }
        else
        {
            Alternatives(written, mail.Text, mail.Html, $"seaworthy-{id:N}");
        }

        return Encoding.UTF8.GetBytes(written.ToString());
    }

    // The last one is what a program shows that can.
    private static void Alternatives(StringBuilder written, string text, string html, string boundary)
    {
        Header(written, "Content-Type", $"multipart/alternative; boundary=\"{boundary}\"");
        written.Append("\r\n--").Append(boundary).Append("\r\n");
        Part(written, "plain", text);
        written.Append("\r\n--").Append(boundary).Append("\r\n");
        Part(written, "html", html);
        written.Append("\r\n--").Append(boundary).Append("--\r\n");
    }

    private static void Part(StringBuilder written, string kind, string text)
    {
        Header(written, "Content-Type", $"text/{kind}; charset=utf-8");
        var lines = text.ReplaceLineEndings("\r\n");
        if (QuotedPrintable.Needs(lines))
        {
            Header(written, "Content-Transfer-Encoding", "quoted-printable");
            lines = QuotedPrintable.Encode(lines);
        }

        written.Append("\r\n").Append(lines);
    }

    private static void Header(StringBuilder written, string name, string value) => written.Append(name).Append(": ").Append(value).Append("\r\n");
}
