namespace Seaworthy.Bench;

/// <summary>Makes the page of <c>http</c>: every row, every comparison, those that miss their goal included.</summary>
internal static class HttpPage
{
    public static ResultPage Make(
        BenchSettings settings, IEnumerable<(string What, string Value)> machine, IReadOnlyList<Row> rows, Dictionary<string, List<Measured>> measured)
    {
        var page = new ResultPage("http", settings.Quick ? "bench/run http --quick" : "bench/run http")
            .Start($"The servers, one PostgreSQL, one Redis and `wrk` on one machine; medians of {settings.Rounds} interleaved rounds of {settings.Seconds} s.", machine)
            .Table("Ratios", ["", "answers/s", "server CPU per answer", "least to most of the rounds", "goal", ""], HttpRows.Comparisons.Select(comparison => Compared(comparison, measured)))
            .Table("Rows", ["", "answers/s", "server CPU, µs", "PostgreSQL CPU, µs"], rows.Select(row => new[]
            {
                row.Key,
                Numbers.Text(Numbers.Median(measured[row.Key].Select(round => round.PerSecond))),
                row.Server is null ? "–" : Numbers.Text(Numbers.Median(measured[row.Key].Select(round => round.Cpu))),
                Numbers.Text(Numbers.Median(measured[row.Key].Select(round => round.DatabaseCpu))),
            }))
            .Table("R76: the document's targets", DayTargets.Columns, DayTargets.Rows(measured[HttpRows.Day]));
        page.Raw("row", "round", "answers_per_second", "server_cpu_us", "postgresql_cpu_us");
        foreach (var row in rows)
        {
            for (var round = 0; round < measured[row.Key].Count; round++)
            {
                var (perSecond, cpu, database) = (measured[row.Key][round].PerSecond, measured[row.Key][round].Cpu, measured[row.Key][round].DatabaseCpu);
                page.Raw($"\"{row.Key}\"", round + 1, Math.Round(perSecond, 1), Math.Round(cpu, 2), Math.Round(database, 2));
            }
        }

        return page;
    }

    // Of each round by itself: whatever disturbs the machine then disturbs both sides.
    private static string[] Compared(Comparison comparison, Dictionary<string, List<Measured>> measured)
    {
        var rounds = measured[comparison.Ours].Zip(measured[comparison.Peer]).ToList();
        var ratios = rounds.Select(pair => pair.First.PerSecond / pair.Second.PerSecond).ToList();
        var ratio = Numbers.Median(ratios);
        var cpu = Numbers.Median(rounds.Select(pair => pair.First.Cpu / pair.Second.Cpu));
        var goal = comparison switch
        {
            { AtLeast: { } least } => $"≥ {least}",
            { CostAtMost: { } most } => $"cost ≤ {most}",
            _ => "",
        };
        var isMet = comparison is { AtLeast: { } bound } ? ratio >= bound : comparison.CostAtMost is not { } cost || 1 / ratio <= cost;
        return
        [
            comparison.What, $"{Numbers.Text(ratio)} ×", double.IsFinite(cpu) ? $"{Numbers.Text(cpu)} ×" : "–",
            $"{Numbers.Text(ratios.Min())} to {Numbers.Text(ratios.Max())}", goal, goal.Length == 0 ? "" : isMet ? "met" : "missed",
        ];
    }
}
