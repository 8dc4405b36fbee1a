namespace Seaworthy.Mail;

/// <summary>A mail was not sent as it should; an <see cref="IMailer"/> of your own throws it where it knows more than that.</summary>
/// <param name="failure">Whether it may be sent again.</param>
/// <param name="message">What happened, for operators: no address of a recipient, and no password.</param>
/// <param name="inner">What was behind it.</param>
public sealed class MailException(MailFailure failure, string message, Exception? inner = null) : IOException(message, inner)
{
    /// <summary>Whether it may be sent again.</summary>
    public MailFailure Failure => failure;
}
