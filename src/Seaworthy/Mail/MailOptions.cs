namespace Seaworthy.Mail;

/// <summary>How mail goes out.</summary>
public sealed class MailOptions
{
    /// <summary>Whom mails are from. Default <c>no-reply@localhost</c>.</summary>
    public string From { get; set; } = "no-reply@localhost";

    /// <summary>The folder in which mails become files, where no other mailer is registered. Null (default): <c>mail</c> in the data folder.</summary>
    public string? Folder { get; set; }
}
