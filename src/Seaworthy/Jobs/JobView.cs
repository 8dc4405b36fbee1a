namespace Seaworthy.Jobs;

/// <summary>A job as it stands.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">Its kind's name.</param>
/// <param name="Queue">Where it waits.</param>
/// <param name="Args">What it was told, as JSON.</param>
/// <param name="Status">How it stands.</param>
/// <param name="Attempt">How often it was tried.</param>
/// <param name="Tenant">Whose data it works on; null for no tenant's.</param>
/// <param name="Subject">For whom it works; null for nobody.</param>
/// <param name="Progress">Of a hundred, as it has said itself; null when it has not.</param>
/// <param name="Note">What it has said beside that.</param>
/// <param name="Result">What it returned, as JSON; null while it is not done.</param>
/// <param name="FirstError">How it failed first; null when it has not.</param>
/// <param name="LastError">How it failed last.</param>
/// <param name="CreatedAt">When it was asked for.</param>
/// <param name="FinishedAt">When it ended; null while it has not.</param>
public sealed record JobView(
    Guid Id, string Kind, string Queue, string Args, JobStatus Status, int Attempt, long? Tenant, string? Subject, int? Progress, string? Note, string? Result,
    string? FirstError, string? LastError, DateTime CreatedAt, DateTime? FinishedAt);
