namespace Seaworthy.Jobs;

/// <summary>How many jobs of a queue a process would take.</summary>
/// <param name="Queue">Which queue.</param>
/// <param name="Count">How many that may begin.</param>
/// <param name="HasLanes">Whether some of them may wait for others of their lane.</param>
/// <param name="Behind">How many more of those lanes, all together, that come next there; a store that has no use for it takes none.</param>
internal readonly record struct QueueRoom(string Queue, int Count, bool HasLanes, int Behind = 0);
