using Seaworthy.Jobs;

namespace Seaworthy.EntityFrameworkCore.Mail;

/// <summary>The kinds of jobs that send mails.</summary>
public static class MailJobs
{
    /// <summary>The queue of all of them: how many mails a process sends at once is <c>Jobs:Queues:mail</c>.</summary>
    public const string Queue = "mail";

    /// <summary>
    /// A kind whose handler ends in <see cref="ServiceMail{TContext}.SendAsync"/>: tried for about a day, since that is how long a mail server is away at times;
    /// and gone when it is done, since what it was told is of a person.
    /// </summary>
    /// <param name="name">Its name.</param>
    public static JobKind<TArgs> Kind<TArgs>(string name) => new(name) { Queue = Queue, MaxAttempts = 40, Keep = TimeSpan.Zero };

    internal static JobKind<QueuedMail> Send { get; } = Kind<QueuedMail>("send-mail");

    internal static JobKind<MailSweep> Sweep { get; } = new("sweep-mails") { Keep = TimeSpan.Zero };

    internal static CronSchedule Nightly { get; } = CronSchedule.Parse("41 3 * * *");
}

/// <summary>A mail that was asked for whole.</summary>
internal sealed record QueuedMail(string Key, string To, string Subject, string Text, string? Html);

/// <summary>Keys that are old are forgotten.</summary>
/// <param name="Now">Of which instant.</param>
internal sealed record MailSweep(DateTime Now);
