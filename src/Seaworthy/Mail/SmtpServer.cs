namespace Seaworthy.Mail;

/// <summary>A mail server and how it is spoken to, made from the settings once.</summary>
/// <param name="Address">Where it is.</param>
/// <param name="MustEncrypt">Whether <c>STARTTLS</c> must come before anything is said that matters.</param>
/// <param name="AuthorityFile">Whose certificates are trusted; null for those that the system trusts.</param>
/// <param name="ConnectMs">For name, socket, TLS and greeting, each.</param>
/// <param name="ReplyMs">For each answer.</param>
/// <param name="AcceptMs">For the answer to a whole mail.</param>
internal sealed record SmtpServer(SmtpAddress Address, bool MustEncrypt, string? AuthorityFile, int ConnectMs, int ReplyMs, int AcceptMs)
{
    public static SmtpServer Of(SmtpAddress address, MailOptions options) => new(
        address, !address.IsEncrypted && (options.Tls == SmtpTls.Required || (options.Tls == SmtpTls.Auto && !address.IsLoopback)),
        options.CertificateAuthorityFile, options.ConnectTimeoutMs, options.ReplyTimeoutMs, options.AcceptTimeoutMs);

    public override string ToString() => Address.ToString();
}
