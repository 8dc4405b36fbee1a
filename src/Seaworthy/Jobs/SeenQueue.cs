namespace Seaworthy.Jobs;

/// <summary>How a queue stood when somebody looked.</summary>
internal readonly record struct SeenQueue(int Waiting, TimeSpan Oldest, bool IsStalled);
