namespace Seaworthy.Mail;

/// <summary>One mail to one person, as text.</summary>
/// <param name="To">Whose e-mail.</param>
/// <param name="Subject">One line.</param>
/// <param name="Text">The rest.</param>
public sealed record MailMessage(string To, string Subject, string Text);
