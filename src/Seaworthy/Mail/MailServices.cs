using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Seaworthy.Mail;

/// <summary>The mailer of the process.</summary>
internal static class MailServices
{
    public static void AddMail(this IServiceCollection services, SeaworthyOptions options) => services.TryAddSingleton<IMailer>(sp => new FileMailer(
        options.Mail.Folder ?? Path.Combine(options.DataDirectory, "mail"), options.Mail.From, sp.GetRequiredService<TimeProvider>()));
}
