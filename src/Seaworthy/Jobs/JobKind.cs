namespace Seaworthy.Jobs;

/// <summary>
/// A kind of job: its name, what it is told, and how it is run. Kept in a static member beside the handler; the name is what stands in the database,
/// so that it outlives the code.
/// </summary>
/// <typeparam name="TArgs">What one job is told: a record that JSON can hold.</typeparam>
/// <param name="name">Lower-case words with hyphens: <c>daily-report</c>. Never used again for another kind.</param>
public sealed class JobKind<TArgs>(string name) : IJobKind
{
    /// <inheritdoc/>
    public string Name { get; } = name;

    /// <inheritdoc/>
    public string Queue { get; init; } = JobOptions.DefaultQueue;

    /// <inheritdoc/>
    public int Priority { get; init; }

    /// <inheritdoc/>
    public int MaxAttempts { get; init; } = 10;

    /// <inheritdoc/>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public RetryDelay Retry { get; init; } = RetryDelay.Default;

    /// <inheritdoc/>
    public TimeSpan Keep { get; init; } = TimeSpan.FromDays(1);

    /// <inheritdoc/>
    public TimeSpan KeepDead { get; init; } = TimeSpan.FromDays(30);
}
