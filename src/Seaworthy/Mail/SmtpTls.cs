namespace Seaworthy.Mail;

/// <summary>When the way to the mail server is encrypted.</summary>
public enum SmtpTls
{
    /// <summary>Always, except to a server on this machine by <c>smtp://</c>.</summary>
    Auto = 0,

    /// <summary>Always.</summary>
    Required = 1,

    /// <summary>Never: whoever is on the way reads mails and password.</summary>
    Off = 2,
}
