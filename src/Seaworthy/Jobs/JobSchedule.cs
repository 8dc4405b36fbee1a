namespace Seaworthy.Jobs;

/// <summary>Jobs that nobody asks for but the calendar.</summary>
/// <param name="Name">What it is kept under.</param>
/// <param name="When">When.</param>
/// <param name="Kind">What kind of job.</param>
/// <param name="Args">What the job of an instant is told, as JSON.</param>
internal sealed record JobSchedule(string Name, CronSchedule When, IJobKind Kind, Func<DateTime, string> Args);
