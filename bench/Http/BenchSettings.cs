using System.Globalization;

namespace Seaworthy.Bench;

/// <summary>What <c>bench/run</c> hands over, as variables.</summary>
internal sealed record BenchSettings
{
    public required bool Quick { get; init; }

    public required string ConnectionString { get; init; }

    public required int PostgresPid { get; init; }

    public required string Pgbench { get; init; }

    public required string Scenarios { get; init; }

    public required string Results { get; init; }

    /// <summary>Where builds are; each project's folder is below.</summary>
    public required string Binaries { get; init; }

    /// <summary>The URL of a Redis for the peers that keep answers there.</summary>
    public required string Redis { get; init; }

    /// <summary>The Python that has FastAPI.</summary>
    public required string Python { get; init; }

    /// <summary>Where the peers in other languages are; each has a folder.</summary>
    public required string Peers { get; init; }

    /// <summary>Only rows that hold this text; null for all of them, and a page.</summary>
    public string? Only { get; init; }

    /// <summary>Seconds per row and round.</summary>
    public int Seconds => Quick ? 4 : 6;

    public int Rounds => Quick ? 1 : 3;

    /// <summary>Seconds of warm-up per row; every server has two rows or more, or is given twice the time.</summary>
    public int WarmUp => Quick ? 2 : 5;

    public static BenchSettings Read(string[] args) => new()
    {
        Quick = args.Contains("--quick"),
        Only = Environment.GetEnvironmentVariable("BENCH_ONLY"),
        ConnectionString = Variable("BENCH_DATABASE"),
        PostgresPid = int.Parse(Variable("BENCH_POSTGRES_PID"), CultureInfo.InvariantCulture),
        Pgbench = Variable("BENCH_PGBENCH"),
        Scenarios = Variable("BENCH_SCENARIOS"),
        Results = Variable("BENCH_RESULTS"),
        Binaries = Variable("BENCH_BINARIES"),
        Redis = Environment.GetEnvironmentVariable("BENCH_REDIS") ?? "",
        Python = Environment.GetEnvironmentVariable("BENCH_PYTHON") ?? "",
        Peers = Environment.GetEnvironmentVariable("BENCH_PEERS") ?? "",
    };

    public string Database(string keyword) => ConnectionString.Split(';')
        .First(part => part.StartsWith(keyword + "=", StringComparison.Ordinal))[(keyword.Length + 1)..];

    public string Dll(string project, string assembly) => Path.Combine(Binaries, project, "release", assembly + ".dll");

    public string Peer(string name) => Path.Combine(Peers, name);

    private static string Variable(string name) =>
        Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"{name} is not set; start with bench/run http");
}
