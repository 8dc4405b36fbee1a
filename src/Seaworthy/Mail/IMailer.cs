namespace Seaworthy.Mail;

/// <summary>
/// Sends mail (R87). Without a registration of the application's own, <c>services.AddSingleton&lt;IMailer, …&gt;()</c> before <c>AddSeaworthy</c>, mails are files
/// in the data folder.
/// </summary>
public interface IMailer
{
    /// <summary>Returns when the mail is in the hands of whoever delivers it.</summary>
    /// <exception cref="IOException">It could not be handed over; the same mail may go out a moment later.</exception>
    Task SendAsync(MailMessage message, CancellationToken cancellationToken);
}
