using System.Globalization;
using Seaworthy.Hosting.Settings;

namespace Seaworthy.Jobs;

/// <summary>How jobs are run (R60).</summary>
public sealed class JobOptions
{
    /// <summary>The queue of kinds that name none.</summary>
    internal const string DefaultQueue = "default";

    /// <summary>Runs jobs in this process. Default on. Off: they are asked for here and run elsewhere.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>How many jobs of a queue run at once in a process, where <see cref="Queues"/> does not say otherwise. Default 8.</summary>
    [InRange(1, 1000)]
    public int Concurrency { get; set; } = 8;

    /// <summary>How many jobs of a queue run at once in a process, by its name, 0 to 1000. Default none. 0: this process leaves the queue alone.</summary>
    public IDictionary<string, string> Queues { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Milliseconds after which a process looks for jobs though nobody told it of one: jobs of other processes whose word was lost. Default 1000.
    /// </summary>
    [InRange(10, 60_000)]
    public int PollMs { get; set; } = 1000;

    /// <summary>
    /// Tells other processes of new jobs by PostgreSQL's NOTIFY, and hears them by a connection beside the pool. Default on. Off, or behind a pooler that gives
    /// a connection for a transaction only: they find them within <see cref="PollMs"/>.
    /// </summary>
    public bool Notify { get; set; } = true;

    /// <summary>Milliseconds between two signs of life of a process. Default 1000.</summary>
    [InRange(10, 60_000)]
    public int HeartbeatMs { get; set; } = 1000;

    /// <summary>
    /// Milliseconds of silence after which a process is taken for dead and its jobs run elsewhere; three times <see cref="HeartbeatMs"/> at least. Default 3000.
    /// </summary>
    [InRange(30, 600_000)]
    public int LostAfterMs { get; set; } = 3000;

    /// <summary>Milliseconds that jobs which run have to end when the process stops, before they are cancelled and handed back. Default 10000.</summary>
    [InRange(0, 600_000)]
    public int DrainMs { get; set; } = 10_000;

    internal int ConcurrencyOf(string queue) => Queues.TryGetValue(queue, out var own) ? int.Parse(own, CultureInfo.InvariantCulture) : Concurrency;
}
