namespace Seaworthy.Jobs;

/// <summary>How many jobs of a queue a process would take, and whether some of them may wait for others of their lane.</summary>
internal readonly record struct QueueRoom(string Queue, int Count, bool HasLanes);
