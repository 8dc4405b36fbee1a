namespace Seaworthy.Jobs;

/// <summary>How many jobs of a queue a process would take.</summary>
internal readonly record struct QueueRoom(string Queue, int Count);
