using Seaworthy.Hosting.Settings;

namespace Seaworthy.Mail;

/// <summary>What settings of mail must be beyond their type.</summary>
internal static class MailRules
{
    public static IEnumerable<BrokenRule> Check(SeaworthyOptions options, SettingsScope scope)
    {
        var mail = options.Mail;
        var from = Mailbox.Parse(mail.From);
        if (from is null)
        {
            yield return new("Mail:From", mail.From, "must be an e-mail such as shop@example.com, with or without a name before it");
        }

        if (mail.CertificateAuthorityFile is { } file && !File.Exists(file))
        {
            yield return new("Mail:CertificateAuthorityFile", file, "is not there; name a PEM file, or leave it out to trust what the system trusts");
        }

        if (mail.Templates is { } folder && !Directory.Exists(folder))
        {
            yield return new("Mail:Templates", folder, "is not there; name a folder, or leave it out for the words that the services bring");
        }

        if (mail.Url is null)
        {
            yield break;
        }

        if (!SmtpAddress.TryParse(mail.Url, out var server, out var fault))
        {
            yield return new("Mail:Url", null, fault);
        }
        else if (server.IsEncrypted && mail.Tls == SmtpTls.Off)
        {
            yield return new("Mail:Tls", $"{mail.Tls}", $"contradicts {server}, which is TLS from the first byte: say smtp://, or leave Tls out");
        }
        else if (!server.IsLoopback && from?.Domain == "localhost")
        {
            yield return new("Mail:From", mail.From, $"must be an address that {server.Host} may send from: nobody else takes mail of localhost");
        }
    }
}
