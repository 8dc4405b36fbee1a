using System.Diagnostics;
using System.Globalization;
using Seaworthy.Bench;

namespace Seaworthy.Micro;

/// <summary>All rows in turn, several rounds, each row of each round in a new process; medians.</summary>
internal static class LimitsRun
{
    private static readonly int[] Clients = [1_000, 100_000];

    public static Task<int> RunAsync(bool quick)
    {
        var machine = Machine.Describe();
        var rounds = quick ? 1 : 3;
        var measured = new Dictionary<(string Row, int Clients), List<double[]>>();
        for (var round = 1; round <= rounds; round++)
        {
            foreach (var (row, clients) in LimitMeasurement.Rows.SelectMany(row => Clients.Select(clients => (row.Name, clients))))
            {
                var numbers = Measure("limit", row, clients);
                (measured.TryGetValue((row, clients), out var before) ? before : measured[(row, clients)] = []).Add(numbers);
                Console.Error.WriteLine($"round {round}: {row}, {clients}: {string.Join(' ', numbers)}");
            }
        }

        var shared = SharedLimitMeasurement.Rows.ToDictionary(row => row.Name, _ => new List<double[]>());
        for (var round = 1; round <= rounds; round++)
        {
            foreach (var (row, numbers) in shared)
            {
                numbers.Add(Measure("shared-limit", row, quick ? 1 : 5));
                Console.Error.WriteLine($"round {round}: {row}: {string.Join(' ', numbers[^1])}");
            }
        }

        var page = new ResultPage("limits", quick ? "bench/run limits --quick" : "bench/run limits")
            .Start($"One decision of a limit by client address, in process on one thread, and shared over Redis; medians of {rounds} rounds, each row in a process of its own.", machine);
        foreach (var clients in Clients)
        {
            page.Table(
                string.Create(CultureInfo.InvariantCulture, $"{clients:#,0} clients"),
                ["", "ns, quietest batch", "ns, median batch", "bytes per decision", "bytes per client"],
                LimitMeasurement.Rows.Select(row => Line(row.Name, measured[(row.Name, clients)])));
        }

        page.Table(
            "Shared over Redis",
            ["", "decisions a second", "ns, as a caller waits", "bytes per decision", "decisions per call", "without Redis"],
            shared.Select(row => (string[])[row.Key, .. Enumerable.Range(0, 5).Select(column => Numbers.Text(Numbers.Median(row.Value.Select(round => round[column]))))]));
        page.Note("\"Refused\" is a limit that every client has used up. The in-box limiter also walks all its partitions ten times a second on another thread, which is in no column.");
        page.Raw("row", "clients", "round", "ns_quietest", "ns_median", "bytes_per_decision", "bytes_per_client");
        foreach (var ((row, clients), values) in measured)
        {
            for (var round = 0; round < values.Count; round++)
            {
                page.Raw([$"\"{row}\"", clients, round + 1, .. values[round].Cast<object>()]);
            }
        }

        page.Raw("shared row", "round", "decisions_per_second", "ns_waited", "bytes_per_decision", "decisions_per_call", "without_redis");
        foreach (var (row, values) in shared)
        {
            for (var round = 0; round < values.Count; round++)
            {
                page.Raw([$"\"{row}\"", round + 1, .. values[round].Cast<object>()]);
            }
        }

        page.Save(Environment.GetEnvironmentVariable("BENCH_RESULTS")!);
        return Task.FromResult(0);
    }

    private static string[] Line(string name, List<double[]> rounds) =>
        [name, .. Enumerable.Range(0, 4).Select(column => Numbers.Text(Numbers.Median(rounds.Select(round => round[column]))))];

    private static double[] Measure(string what, string row, int number)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(LimitsRun).Assembly.Location, what, row, number.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        var line = said.Split('\n').FirstOrDefault(line => line.StartsWith("ROW ", StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"{row}: {said}");
        return [.. line.Split(' ')[1..].Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
    }
}
