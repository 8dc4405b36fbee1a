using System.Diagnostics;
using System.Globalization;

namespace Seaworthy.Bench.Outbox;

/// <summary>All rows, several rounds, each row of each round in a new process with a new database and a queue of its own.</summary>
internal static class OutboxRun
{
    private const double BacklogGoal = 20_000;
    private const double OnItsWayGoal = 10;

    public static int Run(bool quick)
    {
        var rounds = quick ? 1 : 3;
        var only = Environment.GetEnvironmentVariable("BENCH_ONLY") ?? "";
        var machine = Machine.Describe().Append(("PostgreSQL", Environment.GetEnvironmentVariable("BENCH_POSTGRES_VERSION")!)).Append(("RabbitMQ", Environment.GetEnvironmentVariable("BENCH_BROKER_VERSION")!)).ToArray();
        var measured = new Dictionary<string, List<double[]>>();
        for (var round = 1; round <= rounds; round++)
        {
            foreach (var row in OutboxRow.All.Where(row => only.Split('|').Any(row.Name.Contains)))
            {
                measured.TryAdd(row.Name, []);
                measured[row.Name].Add(Measure(row.Name, quick));
                Console.Error.WriteLine($"{row.Name}: {string.Join(' ', measured[row.Name][^1].Select(Numbers.Text))}");
            }
        }

        if (only.Length == 0)
        {
            Save(quick, rounds, machine, measured);
        }

        return 0;
    }

    private static void Save(bool quick, int rounds, IEnumerable<(string, string)> machine, Dictionary<string, List<double[]>> measured)
    {
        string[] columns = ["", "events a second", "median, ms", "99th percentile, ms"];
        var page = new ResultPage("outbox", quick ? "bench/run outbox --quick" : "bench/run outbox").Start(
            $"Events from the first transaction that publishes some, by {OutboxRow.Publishers} at once, to the commit that ends the last one's consumer; a backlog from the first that is sent to the commit that takes the last out of the outbox; "
            + $"then {OutboxRow.ASecond} a second, one in a transaction, from its commit until the sender knows that it is kept. PostgreSQL and SQLite sync each commit, RabbitMQ's queues are quorum queues of one node. "
            + $"Medians of {rounds} rounds, each row in a process, a database and a queue of its own.", machine);
        page.Table("", columns, measured.Select(row => row.Value[0].Select((_, i) => Numbers.Text(At(row.Key, i))).Prepend(row.Key).ToArray()));
        page.Note(string.Create(
            CultureInfo.InvariantCulture,
            $"The goals are a backlog of {BacklogGoal:#,0} a second ({At(OutboxRow.Backlog, 0) / BacklogGoal:0.00} × in this run), and 99 of a hundred confirmed {OnItsWayGoal:0} ms after their commit ({At(OutboxRow.OnItsWay, 2) / OnItsWayGoal:0.00} ×). The loops keep no order by key, drop nothing that is sent twice and send nothing again that was refused."));
        page.Raw("row", "round", "events_per_second", "p50_ms", "p99_ms");
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

    private static double[] Measure(string row, bool quick)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(OutboxRun).Assembly.Location, "row", row]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["BENCH_QUICK"] = quick ? "1" : "0";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var said = process.StandardOutput.ReadToEnd() + errors.GetAwaiter().GetResult();
        process.WaitForExit();
        var line = said.Split('\n').FirstOrDefault(line => line.StartsWith("ROW ", StringComparison.Ordinal)) ?? throw new InvalidOperationException($"{row}: {said}");
        return [.. line.Split(' ')[1..].Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
    }
}
