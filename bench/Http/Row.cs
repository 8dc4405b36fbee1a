namespace Seaworthy.Bench;

/// <summary>One thing that is measured in every round.</summary>
/// <param name="Key">Its name in the tables.</param>
/// <param name="Server">The server's name; null for pgbench.</param>
/// <param name="Paths">The paths that are asked, in random order; for pgbench, its script.</param>
internal sealed record Row(string Key, string? Server, IReadOnlyList<string> Paths);

/// <summary>What one round of a row gave.</summary>
/// <param name="PerSecond">Answers per second.</param>
/// <param name="Cpu">Microseconds of the server process per answer.</param>
/// <param name="DatabaseCpu">Microseconds of PostgreSQL per answer.</param>
internal readonly record struct Measured(double PerSecond, double Cpu, double DatabaseCpu);

/// <summary>Two rows set against each other.</summary>
/// <param name="What">What the ratio says.</param>
/// <param name="Ours">The row above the line.</param>
/// <param name="Peer">The row below it.</param>
/// <param name="AtLeast">The goal: a least ratio of answers per second; null where there is none.</param>
/// <param name="CostAtMost">The goal: a most ratio of cost, the inverse; null where there is none.</param>
internal sealed record Comparison(string What, string Ours, string Peer, double? AtLeast = null, double? CostAtMost = null);
