using Seaworthy.Hosting.Settings;

namespace Seaworthy.Mail;

/// <summary>How mail goes out; for the process.</summary>
public sealed class MailOptions
{
    /// <summary>Whom mails are from: <c>shop@example.com</c> or <c>The shop &lt;shop@example.com&gt;</c>. Default <c>no-reply@localhost</c>.</summary>
    public string From { get; set; } = "no-reply@localhost";

    /// <summary>
    /// The mail server: <c>smtp://[user:password@]host[:port]</c> (port 587, or 25 on this machine), or <c>smtps://</c> for TLS from the first byte (port 465).
    /// Usual name: <c>SMTP_URL</c>. Null (default): mails are files.
    /// </summary>
    [Secret]
    public string? Url { get; set; }

    /// <summary>Whether the way to the server is encrypted. Default Auto: always, except to this machine by <c>smtp://</c>.</summary>
    public SmtpTls Tls { get; set; }

    /// <summary>A file with certificates (PEM) that the server's must come from. Null (default): those that the system trusts.</summary>
    public string? CertificateAuthorityFile { get; set; }

    /// <summary>Milliseconds for name, socket, TLS and greeting, each. Default 10000.</summary>
    [InRange(1, 600_000)]
    public int ConnectTimeoutMs { get; set; } = 10_000;

    /// <summary>Milliseconds that the server has for each answer. Default 30000.</summary>
    [InRange(1, 600_000)]
    public int ReplyTimeoutMs { get; set; } = 30_000;

    /// <summary>
    /// Milliseconds that the server has to take a mail once it has all of it. Default 120000; after it nobody knows whether it was taken, so that it should be long.
    /// </summary>
    [InRange(1, 600_000)]
    public int AcceptTimeoutMs { get; set; } = 120_000;

    /// <summary>The folder in which mails become files, where no other mailer is registered. Null (default): <c>mail</c> in the data folder.</summary>
    public string? Folder { get; set; }

    /// <summary>
    /// A folder with other words for mails: <c>NAME.txt</c> (the first line <c>Subject: …</c>, an empty one, the text) and <c>NAME.html</c>, read at the start.
    /// Null (default): those that the services bring.
    /// </summary>
    public string? Templates { get; set; }
}
