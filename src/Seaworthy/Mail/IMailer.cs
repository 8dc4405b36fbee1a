namespace Seaworthy.Mail;

/// <summary>
/// Sends mail (R87): by <c>SMTP_URL</c> where that is set, and else as files in the data folder. An application's own,
/// <c>services.AddSingleton&lt;IMailer, …&gt;()</c> before <c>AddSeaworthy</c>, stays.
/// </summary>
public interface IMailer
{
    /// <summary>Returns when the mail is in the hands of whoever delivers it.</summary>
    /// <exception cref="MailException">It is not, or nobody knows: <see cref="MailException.Failure"/> says whether the same mail may be sent again.</exception>
    /// <exception cref="IOException">It could not be handed over; the same mail may go out a moment later.</exception>
    Task SendAsync(MailMessage message, CancellationToken cancellationToken);
}
