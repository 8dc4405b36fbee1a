namespace Seaworthy.Bench;

/// <summary>Makes the page of <c>http</c>: every row, every comparison, those that miss their goal included.</summary>
internal static class HttpPage
{
    public static ResultPage Make(
        BenchSettings settings, IEnumerable<(string What, string Value)> machine, IReadOnlyList<Row> rows, Dictionary<string, List<Measured>> measured) =>
        new ResultPage("http", settings.Quick ? "bench/run http --quick" : "bench/run http")
            .Start($"The servers, one PostgreSQL, one Redis and `wrk` on one machine; medians of {settings.Rounds} interleaved rounds of {settings.Seconds} s.", machine)
            .Ratios(HttpRows.Comparisons, measured)
            .Rows(rows, measured)
            .Table("R76: the document's targets", DayTargets.Columns, DayTargets.Rows(measured[HttpRows.Day]));
}
