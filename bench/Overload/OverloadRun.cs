using System.Diagnostics;
using System.Net;

namespace Seaworthy.Bench.Overload;

/// <summary>An API at its capacity, below it, and at ten times of it, with shedding and without; then below it again, until all is as it was.</summary>
internal static class OverloadRun
{
    private const int WorkMs = 10;
    private const double Times = 10;
    private const double Ordinary = 0.6;

    // Of the capacity: what matters is a fifth of it, what may wait as much as all.
    private const double Critical = 0.2;
    private const double Bulk = 1;

    // What reacts within this time is not counted; it is told apart.
    private static readonly TimeSpan Reaction = TimeSpan.FromSeconds(2);

    public static async Task<int> RunAsync(bool quick)
    {
        var (rounds, seconds) = quick ? (1, 10) : (3, 20);
        var page = new ResultPage("overload", quick ? "bench/run overload --quick" : "bench/run overload").Start(
            $"Endpoints that each take {WorkMs} ms of a processor, asked for {Times:0} times what the process can do, which callers send whatever becomes of them: a fifth of the capacity critical, as much as all of it bulk. Server and callers share the processors. {rounds} rounds.",
            Machine.Describe());
        page.Raw("sheds", "round", "capacity", "goodput", "critical_share", "refused_at_ordinary_load", "critical_p99_ms", "default_p99_ms", "recovery_s");
        var rows = new List<string[]>();
        foreach (var sheds in (bool[])[true, false])
        {
            for (var round = 1; round <= (sheds ? rounds : 1); round++)
            {
                var seen = await RoundAsync(sheds, TimeSpan.FromSeconds(seconds));
                rows.Add(seen.Row(sheds ? $"with shedding, round {round}" : "without"));
                page.Raw([sheds, round, .. seen.Raw]);
                await Console.Error.WriteLineAsync(string.Join(" | ", rows[^1]));
            }
        }

        page.Table("", ["", "capacity, answers/s", "goodput of it", "of critical answered", "refused at 0.6 of it", "critical p99, ms", "default p99, ms", "as before after, s"], rows)
            .Note("Goals: goodput at least 0.9, of what is critical at least 99.9 %, nothing refused at ordinary load, as before within 5 seconds (F27).");
        page.Save(Environment.GetEnvironmentVariable("BENCH_RESULTS")!);
        return 0;
    }

    private static async Task<Seen> RoundAsync(bool sheds, TimeSpan time)
    {
        using var server = await BusyProcess.StartAsync(WorkMs, sheds);
        var at = server.Address;
        await Callers.OneAfterTheOtherAsync(at, "/work", 4, TimeSpan.FromSeconds(3)); // compiled by then
        var alone = await Callers.OneAfterTheOtherAsync(at, "/work", 4, TimeSpan.FromSeconds(5));
        var capacity = alone.Count / 5.0;
        var ordinary = await Callers.AtRateAsync(at, "/work", 100, capacity * Ordinary, TimeSpan.FromSeconds(5));

        var started = Stopwatch.GetTimestamp();
        var loads = await Task.WhenAll(
            Callers.AtRateAsync(at, "/pay", 200, capacity * Critical, time),
            Callers.AtRateAsync(at, "/work", 1000, capacity * (Times - Critical - Bulk), time),
            Callers.AtRateAsync(at, "/export", 200, capacity * Bulk, time));
        var ended = Stopwatch.GetTimestamp();
        var after = await Callers.AtRateAsync(at, "/work", 100, capacity * Ordinary, TimeSpan.FromSeconds(8));

        bool Counts(Call call) => Stopwatch.GetElapsedTime(started, call.Due) >= Reaction;
        var answered = loads.SelectMany(calls => calls).Count(call => call.Status == 200 && Stopwatch.GetElapsedTime(started, call.End) >= Reaction && call.End <= ended);
        var critical = loads[0].Where(Counts).ToList();
        return new(
            capacity,
            answered / (Stopwatch.GetElapsedTime(started, ended) - Reaction).TotalSeconds / capacity,
            critical.Count(call => call.Status == 200) / (double)critical.Count,
            ordinary.Count(call => call.Status != 200),
            P99(critical),
            P99(loads[1].Where(Counts)),
            Recovery(after, ended, P99(ordinary)));
    }

    // When the last request was refused, or took more than twice what 99 of a hundred took before.
    private static double Recovery(IEnumerable<Call> after, long ended, double usual) =>
        after.Where(call => call.Status != 200 || call.Milliseconds > 2 * usual).Select(call => Stopwatch.GetElapsedTime(ended, call.Due).TotalSeconds).DefaultIfEmpty(0).Max();

    private static double P99(IEnumerable<Call> calls)
    {
        var sorted = calls.Where(call => call.Status == 200).Select(call => call.Milliseconds).Order().ToArray();
        return sorted.Length == 0 ? double.NaN : sorted[(int)(sorted.Length * 0.99)];
    }

    private sealed record Seen(double Capacity, double Goodput, double CriticalShare, int RefusedBefore, double CriticalP99, double DefaultP99, double Recovery)
    {
        public object[] Raw => [Capacity, Goodput, CriticalShare, RefusedBefore, CriticalP99, DefaultP99, Recovery];

        public string[] Row(string name) =>
            [name, Numbers.Text(Capacity), Numbers.Text(Goodput), $"{CriticalShare * 100:0.00} %", $"{RefusedBefore}", Numbers.Text(CriticalP99), Numbers.Text(DefaultP99), Numbers.Text(Recovery)];
    }
}
