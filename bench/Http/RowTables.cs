namespace Seaworthy.Bench;

/// <summary>Rows on a page: what is set against what, each row by itself, and every round as it was measured.</summary>
internal static class RowTables
{
    public static ResultPage Ratios(this ResultPage page, IEnumerable<Comparison> comparisons, Dictionary<string, List<Measured>> measured) => page.Table(
        "Ratios", ["", "answers/s", "server CPU per answer", "least to most of the rounds", "goal", ""], comparisons.Select(comparison => Compared(comparison, measured)));

    public static ResultPage Rows(this ResultPage page, IReadOnlyList<Row> rows, Dictionary<string, List<Measured>> measured)
    {
        page.Table("Rows", ["", "answers/s", "server CPU, µs", "PostgreSQL CPU, µs"], rows.Select(row => new[]
        {
            row.Key,
            Text(measured[row.Key], round => round.PerSecond),
            row.Server is null ? "–" : Text(measured[row.Key], round => round.Cpu),
            Text(measured[row.Key], round => round.DatabaseCpu),
        }));
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

    private static string Text(List<Measured> rounds, Func<Measured, double> value) => Numbers.Text(Numbers.Median(rounds.Select(value)));
}
