namespace Seaworthy.Jobs;

/// <summary>
/// The job is no longer this attempt's: its process was silent for too long, and another one has it. Nothing that the attempt wrote in its transaction stays.
/// </summary>
public sealed class JobStaleException(Guid job) : Exception($"Job {job} belongs to another attempt by now; what this one has done is rolled back.");
