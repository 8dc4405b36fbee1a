namespace Seaworthy.Jobs;

/// <summary>A job that was asked for.</summary>
/// <param name="Id">What to ask for it by; it cannot be guessed.</param>
/// <param name="IsNew">False when a job with its key was there already, and this is that one's.</param>
public readonly record struct JobTicket(Guid Id, bool IsNew);
