namespace Seaworthy.Jobs;

/// <summary>What a process hears when it gives a sign of life.</summary>
/// <param name="IsKnown">False when it was taken for dead, and its jobs are others' by now.</param>
/// <param name="Cancelled">Jobs of its own that somebody wants to end.</param>
/// <param name="Paused">Queues of which nothing is to be taken.</param>
internal sealed record JobBeat(bool IsKnown, IReadOnlyList<Guid> Cancelled, IReadOnlyList<string> Paused);
