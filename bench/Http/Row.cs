namespace Seaworthy.Bench;

/// <summary>One thing that is measured in every round.</summary>
/// <param name="Key">Its name in the tables.</param>
/// <param name="Server">The server's name; null for pgbench.</param>
/// <param name="Requests">The requests, sent in random order: paths, or lines of <see cref="RequestLine"/>; for pgbench, its script.</param>
internal sealed record Row(string Key, string? Server, IReadOnlyList<string> Requests)
{
    /// <summary>How many ask at the same time.</summary>
    public int Connections { get; init; } = 64;

    /// <summary>Milliseconds that each of them waits on average after an answer; 0 asks again at once.</summary>
    public int PauseMs { get; init; }

    /// <summary>The share of requests that may fail. More stops the run: what a failing server does is no measurement.</summary>
    public double MostFailed { get; init; }
}

/// <summary>What one round of a row gave.</summary>
/// <param name="PerSecond">Answers per second.</param>
/// <param name="Cpu">Microseconds of the server process per answer.</param>
/// <param name="DatabaseCpu">Microseconds of PostgreSQL per answer.</param>
/// <param name="Waiting">How long who asked had to wait; all zero for pgbench.</param>
/// <param name="Hits">The share of answers that recall had, of those that it may have; NaN where it was asked for none.</param>
internal readonly record struct Measured(double PerSecond, double Cpu, double DatabaseCpu, Waiting Waiting, double Hits);

/// <summary>How long answers took as wrk saw it, in milliseconds, and how many were none.</summary>
/// <param name="P50">Half of them took no longer.</param>
/// <param name="P95">95 % of them took no longer.</param>
/// <param name="P99">99 % of them took no longer.</param>
/// <param name="Failed">The share of requests without a good answer.</param>
internal readonly record struct Waiting(double P50, double P95, double P99, double Failed);

/// <summary>Two rows set against each other.</summary>
/// <param name="What">What the ratio says.</param>
/// <param name="Ours">The row above the line.</param>
/// <param name="Peer">The row below it.</param>
/// <param name="AtLeast">The goal: a least ratio of answers per second; null where there is none.</param>
/// <param name="CostAtMost">The goal: a most ratio of cost, the inverse; null where there is none.</param>
internal sealed record Comparison(string What, string Ours, string Peer, double? AtLeast = null, double? CostAtMost = null);
