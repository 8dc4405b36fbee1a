namespace Seaworthy.Jobs;

/// <summary>A handler throws it when no further attempt can succeed: the job is dead at once.</summary>
/// <param name="message">Why, for whoever reads the job's error.</param>
/// <param name="inner">What was behind it.</param>
public sealed class JobRejectedException(string message, Exception? inner = null) : Exception(message, inner);
