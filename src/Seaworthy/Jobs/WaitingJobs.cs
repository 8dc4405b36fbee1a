namespace Seaworthy.Jobs;

/// <summary>What waits in a queue.</summary>
/// <param name="Count">How many; no further than is counted.</param>
/// <param name="Since">Since when the first of them might have begun; null for none.</param>
internal readonly record struct WaitingJobs(int Count, DateTime? Since);
