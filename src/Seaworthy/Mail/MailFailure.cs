namespace Seaworthy.Mail;

/// <summary>What is known of a mail that was not sent as it should.</summary>
public enum MailFailure
{
    /// <summary>It was not taken, and the same mail may be a moment later: the server is away, busy, or does not take us as we are set.</summary>
    NotNow = 0,

    /// <summary>It was not taken and never will be: there is no such recipient, or it is too large.</summary>
    Refused = 1,

    /// <summary>Nobody knows: the server was lost after it had all of it and before it said so. Sent again, it may arrive twice.</summary>
    Unknown = 2,
}
