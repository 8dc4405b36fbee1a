using System.Text.Json;
using Seaworthy.Messaging;

namespace Seaworthy.Jobs;

/// <summary>The kinds of a service's jobs and what runs them.</summary>
internal sealed class JobRegistry
{
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(40); // a timer has no fifty
    private static readonly TimeSpan LongestKeep = TimeSpan.FromDays(36_500);
    private readonly Dictionary<string, (IJobKind Kind, Func<IServiceProvider, JobRun, CancellationToken, Task<string?>> Run)> _kinds = new(StringComparer.Ordinal);

    /// <summary>What the calendar asks for.</summary>
    public List<JobSchedule> Schedules { get; } = [];

    /// <summary>Which of its kinds are asked for by events.</summary>
    public List<EventConsumer> Consumers { get; } = [];

    /// <summary>The queues that its kinds wait in.</summary>
    public IEnumerable<string> Queues => _kinds.Values.Select(kind => kind.Kind.Queue).Distinct(StringComparer.Ordinal);

    /// <summary>Whether jobs of a queue may wait for others of their lane: those that events ask for do.</summary>
    public bool HasLanes(string queue) => Consumers.Exists(consumer => Find(consumer.Name)?.Queue == queue);

    /// <exception cref="InvalidOperationException">Another kind has the name, or what it says of itself cannot be.</exception>
    public void Add<TArgs>(JobKind<TArgs> kind, Func<IServiceProvider, TArgs, JobRun, CancellationToken, Task<string?>> run)
    {
        Check(kind, nameof(kind.Timeout), kind.Timeout, TimeSpan.FromMilliseconds(1), LongestTimeout);
        Check(kind, nameof(kind.Keep), kind.Keep, TimeSpan.Zero, LongestKeep);
        Check(kind, nameof(kind.KeepDead), kind.KeepDead, TimeSpan.Zero, LongestKeep);
        if (!_kinds.TryAdd(kind.Name, (kind, (services, job, cancellationToken) => run(services, Read<TArgs>(job), job, cancellationToken))))
        {
            throw new InvalidOperationException($"Two kinds of jobs are called {kind.Name}. The name is what stands in the database: give one of them another.");
        }
    }

    /// <summary>The kind of this name; null where this version of the service has none.</summary>
    public IJobKind? Find(string name) => _kinds.TryGetValue(name, out var found) ? found.Kind : null;

    public Task<string?> RunAsync(IServiceProvider services, JobRun job, CancellationToken cancellationToken) =>
        _kinds[job.Claimed.Kind].Run(services, job, cancellationToken);

    private static void Check<TArgs>(JobKind<TArgs> kind, string what, TimeSpan said, TimeSpan least, TimeSpan most)
    {
        if (said < least || said > most)
        {
            throw new InvalidOperationException($"{what} of job {kind.Name} is {said}; it may be from {least} to {most}.");
        }
    }

    // What cannot be read today cannot be read tomorrow: no further attempt.
    private static TArgs Read<TArgs>(JobRun job)
    {
        try
        {
            return JsonSerializer.Deserialize<TArgs>(job.Claimed.Args, JobJson.Options) ?? throw new JobRejectedException($"Job {job.Claimed.Kind} was told nothing.");
        }
        catch (JsonException exception)
        {
            throw new JobRejectedException($"What job {job.Claimed.Kind} was told cannot be read as {typeof(TArgs).Name}: {exception.Message}", exception);
        }
    }
}
