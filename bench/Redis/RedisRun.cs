using System.Diagnostics;
using System.Globalization;

namespace Seaworthy.Bench.Redis;

/// <summary>All rows, several rounds, each row of each round in a new process; redis-benchmark in every round beside them.</summary>
internal static class RedisRun
{
    // Both need one: what they would otherwise do to each other is no property of either.
    private const string ClientCore = "0";
    private static readonly string Url = Environment.GetEnvironmentVariable("BENCH_REDIS")!;

    private static readonly (string Name, string Arguments)[] Controls =
    [
        ("GET, redis-benchmark, 1 connection", "-t get -c 1 -P 1 -n 15000"),
        ("GET, redis-benchmark, 50 connections", "-t get -c 50 -P 1 -n 60000"),
        ("GET, redis-benchmark, 1 connection, 64 at once", "-t get -c 1 -P 64 -n 800000"),
        ("GET, redis-benchmark, 50 connections, 64 at once", "-t get -c 50 -P 64 -n 3000000"),
        ("GET, redis-benchmark, 1 connection, 256 at once", "-t get -c 1 -P 256 -n 1500000"),
        ("SET, redis-benchmark, 50 connections, 64 at once", "-t set -c 50 -P 64 -n 2000000"),
    ];

    public static int Run(bool quick)
    {
        var rounds = quick ? 1 : 2;
        var only = Environment.GetEnvironmentVariable("BENCH_ONLY") ?? "";
        bool IsWanted(string name) => only.Split('|').Any(name.Contains);
        var machine = Machine.Describe().Append(("Redis", Machine.Said("redis-server", "--version").Split(' ').First(word => word.StartsWith("v=", StringComparison.Ordinal))[2..] + ", on a core of its own"));
        var measured = new Dictionary<string, List<double[]>>();
        for (var round = 1; round <= rounds; round++)
        {
            foreach (var row in RedisRow.All.Where(row => IsWanted(row.Name)))
            {
                Keep(row.Name, Measure(row.Name));
            }

            foreach (var (name, arguments) in Controls.Where(control => IsWanted(control.Name)))
            {
                Keep(name, Control(arguments));
            }
        }

        if (only.Length == 0)
        {
            Save(quick, rounds, machine, measured);
        }

        return 0;

        void Keep(string name, double[] numbers)
        {
            measured.TryAdd(name, []);
            measured[name].Add(numbers);
            Console.Error.WriteLine($"{name}: {string.Join(' ', numbers.Select(Numbers.Text))}");
        }
    }

    private static void Save(bool quick, int rounds, IEnumerable<(string, string)> machine, Dictionary<string, List<double[]>> measured)
    {
        string[] columns = ["", "calls a second", "p50, µs", "p99, µs", "allocated, bytes per call", "client's CPU, µs per call", "Redis' CPU, µs per call"];
        var page = new ResultPage("redis", quick ? "bench/run redis --quick" : "bench/run redis")
            .Start($"GET and SET of 64 bytes over loopback: the client on one core, Redis on the other; one connection unless the row says more; means of {rounds} rounds, each row in a process of its own.", machine)
            .Table("", columns, measured.Select(row => row.Value[0].Select((_, i) => Numbers.Text(Numbers.Median(row.Value.Select(round => round[i])))).Prepend(row.Key).ToArray()));
        page.Note(Goal.Text(row => At(row, 0), row => At(row, 4), row => At(row, 5)));
        page.Raw("row", "round", "calls_per_second", "p50_us", "p99_us", "bytes_per_call", "client_us_per_call", "redis_us_per_call");
        foreach (var (name, values) in measured)
        {
            for (var round = 0; round < values.Count; round++)
            {
                page.Raw([$"\"{name}\"", round + 1, .. values[round].Select(value => (object)value)]);
            }
        }

        page.Save(Environment.GetEnvironmentVariable("BENCH_RESULTS")!);

        double At(string row, int column) => Numbers.Median(measured[row].Select(round => round[column]));
    }

    private static double[] Measure(string row)
    {
        var said = Run("taskset", ["-c", ClientCore, "dotnet", typeof(RedisRun).Assembly.Location, "row", row]);
        var line = said.Split('\n').FirstOrDefault(line => line.StartsWith("ROW ", StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"{row}: {said}");
        return [.. line.Split(' ')[1..].Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
    }

    // "GET: 4201680.50 requests per second, …" is the last that it says of each.
    private static double[] Control(string arguments)
    {
        var server = int.Parse(Environment.GetEnvironmentVariable("BENCH_REDIS_PID")!, CultureInfo.InvariantCulture);
        var cpu = CpuTime.Of(server);
        var said = Run("taskset", ["-c", ClientCore, "redis-benchmark", "-p", new Uri(Url).Port.ToString(CultureInfo.InvariantCulture), "-d", "64", "-r", "1024", "-q", .. arguments.Split(' ')]);
        var words = said.Split(' ', '\r', '\n');
        var calls = double.Parse(arguments.Split(' ')[^1], CultureInfo.InvariantCulture);
        return
        [
            double.Parse(words[Array.LastIndexOf(words, "requests") - 1], CultureInfo.InvariantCulture), double.NaN, double.NaN, double.NaN, double.NaN,
            (CpuTime.Of(server) - cpu).TotalMicroseconds / calls,
        ];
    }

    private static string Run(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        // Code is compiled for good when it has been called thirty times, and not when nothing else has been compiled for a while: on a
        // machine that is busy that moment may not come before the row is over.
        start.Environment["DOTNET_TC_CallCountingDelayMs"] = "0";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var said = process.StandardOutput.ReadToEnd() + errors.GetAwaiter().GetResult();
        process.WaitForExit();
        return said;
    }
}
