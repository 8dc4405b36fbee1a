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

    /// <summary>How many rows the list of each service has; 0 where the benchmark has others.</summary>
    public int Rows { get; init; }

    /// <summary>The API keys of programs that call a service, by its name.</summary>
    public IReadOnlyDictionary<string, string> ApiKeys { get; init; } = new Dictionary<string, string>();

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
        Rows = int.Parse(Environment.GetEnvironmentVariable("BENCH_ROWS") ?? "0", CultureInfo.InvariantCulture),
        ApiKeys = (Environment.GetEnvironmentVariable("BENCH_API_KEYS") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]),
    };

    public string Database(string keyword) => ConnectionString.Split(';')
        .First(part => part.StartsWith(keyword + "=", StringComparison.Ordinal))[(keyword.Length + 1)..];

    public string Dll(string project, string assembly) => Path.Combine(Binaries, project, "release", assembly + ".dll");

    /// <summary>The command that serves targets; <c>PORT</c> in it is the port.</summary>
    public string Serve(string targets, string data) => $"dotnet '{Dll("Seaworthy.Cli", "seaworthy-cli")}' serve --target {targets} --port PORT --data '{data}'";

    /// <summary>Whether a row is measured.</summary>
    public bool IsWanted(string key) => Only is null || Only.Split('|').Any(key.Contains);

    public string Peer(string name) => Path.Combine(Peers, name);

    private static string Variable(string name) =>
        Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"{name} is not set; start with bench/run http");
}
