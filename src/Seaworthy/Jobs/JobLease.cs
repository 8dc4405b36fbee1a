namespace Seaworthy.Jobs;

/// <summary>Whose a job is: whoever ends it must name all three.</summary>
internal readonly record struct JobLease(Guid Id, long Worker, int Attempt);
