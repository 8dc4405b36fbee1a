namespace Seaworthy.Bench;

/// <summary>The mixed day beside what the document wants of a shop (R76).</summary>
internal static class DayTargets
{
    private const double MostMs = 200;
    private const double LeastSuccess = 99;
    private const double MostErrors = 1;
    private const double LeastHits = 80;
    private const string NotMeasured = "not measured here";

    public static string[] Columns { get; } = ["", "target", "measured", "met"];

    public static IEnumerable<string[]> Rows(IReadOnlyList<Measured> day) =>
    [
        ["answers per second", "", Spread(day, round => round.PerSecond, ""), ""],
        ["API response, p50", $"< {MostMs} ms", Spread(day, round => round.Waiting.P50, " ms"), Met(day, round => round.Waiting.P50 < MostMs)],
        ["API response, p95", $"< {MostMs} ms", Spread(day, round => round.Waiting.P95, " ms"), Met(day, round => round.Waiting.P95 < MostMs)],
        ["API response, p99", $"< {MostMs} ms", Spread(day, round => round.Waiting.P99, " ms"), Met(day, round => round.Waiting.P99 < MostMs)],
        ["success rate", $"> {LeastSuccess} %", Spread(day, Success, " %"), Met(day, round => Success(round) > LeastSuccess)],
        ["error rate", $"< {MostErrors} %", Spread(day, Errors, " %"), Met(day, round => Errors(round) < MostErrors)],
        ["concurrent users", "1,000 or more", Numbers.Text(MixedDay.Users), "yes"],
        ["database queries", "< 50 ms", NotMeasured, "–"],
        ["cache hits", $"> {LeastHits} %", Spread(day, Hits, " %"), Met(day, round => Hits(round) > LeastHits)],
    ];

    private static double Errors(Measured round) => 100 * round.Waiting.Failed;

    private static double Hits(Measured round) => 100 * round.Hits;

    private static double Success(Measured round) => 100 - Errors(round);

    // In most rounds: a target is not met because one round was lucky.
    private static string Met(IReadOnlyList<Measured> day, Func<Measured, bool> holds) =>
        2 * day.Count(holds) > day.Count ? "yes" : "no";

    private static string Spread(IReadOnlyList<Measured> day, Func<Measured, double> value, string unit)
    {
        var values = day.Select(value).ToList();
        return $"{Numbers.Text(Numbers.Median(values))}{unit} ({Numbers.Text(values.Min())} to {Numbers.Text(values.Max())})";
    }
}
