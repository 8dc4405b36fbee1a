namespace Seaworthy.EntityFrameworkCore.Mail;

/// <summary>How far a mail is.</summary>
internal enum MailState
{
    /// <summary>No server has it.</summary>
    Waiting = 0,

    /// <summary>An attempt has begun to hand it over. Where that attempt is dead, nobody knows.</summary>
    Sending = 1,

    /// <summary>A server has it.</summary>
    Sent = 2,

    /// <summary>Nobody knows, its job is dead, and only an operator sends it again.</summary>
    Unknown = 3,
}
