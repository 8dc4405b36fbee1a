using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Seaworthy.Hosting.Health;

namespace Seaworthy.Mail;

/// <summary>The mailer of the process, and the words of its mails.</summary>
internal static class MailServices
{
    public static void AddMail(this IServiceCollection services, SeaworthyOptions options)
    {
        // Addresses that cannot be read have been told as faults; the start stops before anybody sends.
        var (mail, from) = (options.Mail, Mailbox.Parse(options.Mail.From) ?? new Mailbox(null, "no-reply", "localhost"));
        if (mail.Url is not null && SmtpAddress.TryParse(mail.Url, out var address, out _))
        {
            var server = SmtpServer.Of(address, mail);
            services.TryAddSingleton<IMailer>(sp => new SmtpMailer(server, from, sp.GetRequiredService<TimeProvider>()));
            services.AddSingleton<IDependencyCheck>(sp => new SmtpCheck(server, sp.GetRequiredService<TimeProvider>()));
        }
        else
        {
            services.TryAddSingleton<IMailer>(sp => new FileMailer(
                mail.Folder ?? Path.Combine(options.DataDirectory, "mail"), from, sp.GetRequiredService<TimeProvider>()));
        }

        services.AddSingleton(sp => new MailTemplates(mail.Templates, sp.GetServices<IMailTemplate>()));
    }
}
