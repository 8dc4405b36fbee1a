using System.Diagnostics;
using System.Globalization;

namespace Seaworthy.Bench.Jobs;

/// <summary>All rows, several rounds, each row of each round in a new process with a new database.</summary>
internal static class JobsRun
{
    private const double OnPostgreSql = 20_000;
    private const double OnSqlite = 10_000;

    public static int Run(bool quick)
    {
        var rounds = quick ? 1 : 2;
        var only = Environment.GetEnvironmentVariable("BENCH_ONLY") ?? "";
        var machine = Machine.Describe().Append(("PostgreSQL", Environment.GetEnvironmentVariable("BENCH_POSTGRES_VERSION")!)).ToArray();
        var measured = new Dictionary<string, List<double[]>>();
        for (var round = 1; round <= rounds; round++)
        {
            foreach (var row in JobRow.All.Where(row => only.Split('|').Any(row.Name.Contains)))
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
        string[] columns = ["", "jobs a second", "median, ms", "99th percentile, ms"];
        var page = new ResultPage("jobs", quick ? "bench/run jobs --quick" : "bench/run jobs").Start(
            $"Jobs that do nothing, from the first call that asks for some to the commit that ends the last: {JobRow.Callers} callers ask, {JobRow.Callers} jobs run at once, results are kept. "
            + "PostgreSQL syncs each commit, SQLite too. Then one at a time on an idle system, from the call until the job has begun. "
            + $"Means of {rounds} rounds, each row in a process and a database of its own.", machine);
        page.Table("", columns, measured.Select(row => row.Value[0].Select((_, i) => Numbers.Text(At(row.Key, i))).Prepend(row.Key).ToArray()));
        page.Note(string.Create(
            CultureInfo.InvariantCulture,
            $"The goals are {OnPostgreSql:#,0} a second on PostgreSQL ({At(JobRow.OnPostgreSql, 0) / OnPostgreSql:0.0} × in this run) and {OnSqlite:#,0} on SQLite ({At(JobRow.OnSqlite, 0) / OnSqlite:0.0} ×). "
            + $"Quartz has no way to ask for many in one transaction of the caller's; the SKIP LOCKED loop keeps no results and tries nothing again."));
        page.Raw("row", "round", "jobs_per_second", "p50_ms", "p99_ms");
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
        var start = new ProcessStartInfo("dotnet", [typeof(JobsRun).Assembly.Location, "row", row]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["BENCH_QUICK"] = quick ? "1" : "0";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var said = process.StandardOutput.ReadToEnd() + errors.GetAwaiter().GetResult();
        process.WaitForExit();
        var line = said.Split('\n').FirstOrDefault(line => line.StartsWith("ROW ", StringComparison.Ordinal)) ?? throw new InvalidOperationException($"{row}: {said}");
        return [.. line.Split(' ')[1..].Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
    }
}
