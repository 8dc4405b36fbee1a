using System.Diagnostics;
using System.Globalization;
using Seaworthy.Bench;

namespace Seaworthy.Micro;

/// <summary>All rows, several rounds, each row of each round in a new process; medians.</summary>
internal static class LayersRun
{
    public static Task<int> RunAsync(bool quick)
    {
        var machine = Machine.Describe();
        var rounds = quick ? 1 : 3;
        var measured = LayerRows.All.ToDictionary(row => row.Name, _ => new List<LayerCost>());
        for (var round = 1; round <= rounds; round++)
        {
            foreach (var row in LayerRows.All)
            {
                measured[row.Name].Add(Measure(row.Name));
                Console.Error.WriteLine($"round {round}: {row.Name}: {measured[row.Name][^1]}");
            }
        }

        var page = new ResultPage("layers", quick ? "bench/run layers --quick" : "bench/run layers")
            .Start($"One minimal-API endpoint with 40 bytes of JSON on Kestrel without a socket, with different layers around it; medians of {rounds} rounds, each row in a process of its own.", machine)
            .Table("Per request", ["", "elapsed, ns", "CPU of all threads, ns", "allocated, bytes", "elapsed over its base", "CPU over its base", "bytes over its base"], LayerRows.All.Select(row => Line(row, measured)))
            .Note("The base of \"stage …\", \"request log\", \"metrics\" and \"tracing\" is \"stage record and endpoint\"; of all others it is \"bare\".");
        page.Raw("row", "round", "elapsed_ns", "cpu_ns", "allocated_bytes");
        foreach (var (name, values) in measured)
        {
            for (var round = 0; round < values.Count; round++)
            {
                page.Raw($"\"{name}\"", round + 1, values[round].Time, values[round].Cpu, values[round].Bytes);
            }
        }

        page.Save(Environment.GetEnvironmentVariable("BENCH_RESULTS")!);
        return Task.FromResult(0);
    }

    // Each round by itself, so that what disturbs the machine disturbs a row and its base alike.
    private static string[] Line(LayerRow row, Dictionary<string, List<LayerCost>> measured)
    {
        var own = measured[row.Name];
        var from = row.Base is null ? null : measured[row.Base];
        return
        [
            row.Name,
            Numbers.Text(Numbers.Median(own.Select(round => round.Time))),
            Numbers.Text(Numbers.Median(own.Select(round => round.Cpu))),
            Numbers.Text(Numbers.Median(own.Select(round => round.Bytes))),
            Over(own, from, cost => cost.Time),
            Over(own, from, cost => cost.Cpu),
            Over(own, from, cost => cost.Bytes),
        ];
    }

    private static string Over(List<LayerCost> own, List<LayerCost>? from, Func<LayerCost, double> value) =>
        from is null ? "" : Signed(Numbers.Median(own.Zip(from, (a, b) => value(a) - value(b))));

    private static string Signed(double value) => value.ToString("+#,0;-#,0;0", CultureInfo.InvariantCulture);

    private static LayerCost Measure(string row)
    {
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardError = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("exec dotnet \"$0\" row \"$1\" >/dev/null");
        start.ArgumentList.Add(typeof(LayersRun).Assembly.Location);
        start.ArgumentList.Add(row);
        using var process = Process.Start(start)!;
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        var line = said.Split('\n').FirstOrDefault(line => line.StartsWith("ROW ", StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"{row}: {said}");
        var numbers = line.Split(' ')[1..].Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        return new(numbers[0], numbers[1], numbers[2]);
    }
}

/// <summary>What one request of a row cost in one round.</summary>
internal readonly record struct LayerCost(double Time, double Cpu, double Bytes);
