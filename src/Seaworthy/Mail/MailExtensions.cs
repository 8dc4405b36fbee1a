using Microsoft.Extensions.DependencyInjection;

namespace Seaworthy.Mail;

/// <summary>What an application says of its mails.</summary>
public static class MailExtensions
{
    /// <summary>This template is used here: files in <c>Mail:Templates</c> may have other words for it, and are looked at when the process starts.</summary>
    public static IServiceCollection AddMailTemplate<TModel>(this IServiceCollection services, MailTemplate<TModel> template) => services.AddSingleton<IMailTemplate>(template);
}
