namespace Seaworthy.Bench;

/// <summary>
/// What a gateway in front costs: the same page straight from who serves it, and through others. As many as can be asked for on one processor, what each costs of it, and how long one waits
/// who asks now and then.
/// </summary>
internal sealed class HopRun(BenchSettings settings, string scratch)
{
    private const string Again = "straight, again";
    private const string FromCache = "guard, from its cache";
    private const string Own = "grocery, its kept list";
    private const string Copy = "guard, the same bytes from its cache";
    private const string Calm = ", at ease";
    private const int Callers = 16;
    private const int PauseMs = 20;

    // A process of .NET is as it stays after tens of seconds on one processor.
    private const int WarmUps = 4;

    private readonly Load _load = new(settings, scratch);

    public static async Task RunAsync(BenchSettings settings, string scratch)
    {
        using var peers = await HopPeers.StartAsync(settings, scratch);
        await new HopRun(settings, scratch).MeasureAsync(peers);
    }

    private async Task MeasureAsync(HopPeers peers)
    {
        Row[] rows =
        [
            .. peers.All.Select(server => new Row(server.Name, server.Name, [HopPeers.Page]) { Connections = Callers }),
            new(FromCache, "guard", [HopPeers.Kept]) { Connections = Callers }, new(Again, "straight", [HopPeers.Page]) { Connections = Callers },
            new(Own, "grocery", [HopPeers.List]) { Connections = Callers }, new(Copy, "guard", [HopPeers.ListCopy]) { Connections = Callers },
            .. peers.All.Select(server => new Row(server.Name + Calm, server.Name, [HopPeers.Page]) { Connections = Callers, PauseMs = PauseMs }),
        ];
        using (var first = new FirstAnswers())
        {
            foreach (var row in rows)
            {
                await first.CheckAsync(row, peers[row.Server!]);
                await _load.RunAsync(row, peers[row.Server!], settings.WarmUp * (row.Server is "guard" or "yarp" or "grocery" ? WarmUps : 1));
            }
        }

        var measured = rows.ToDictionary(row => row.Key, _ => new List<Measured>());
        for (var round = 1; round <= settings.Rounds; round++)
        {
            foreach (var row in rows)
            {
                var result = await _load.RunAsync(row, peers[row.Server!], settings.Seconds);
                measured[row.Key].Add(result);
                Console.Error.WriteLine($"round {round}: {row.Key}: {Numbers.Text(result.PerSecond)}/s, {Numbers.Text(result.Cpu)} µs, p99 {Numbers.Text(result.Waiting.P99)} ms");
            }
        }

        Page(measured).Save(settings.Results);
    }

    private ResultPage Page(Dictionary<string, List<Measured>> measured)
    {
        var page = new ResultPage("hop", settings.Quick ? "bench/run hop --quick" : "bench/run hop")
            .Start($"A page of 1.6 KB behind gateways, each on one processor; who serves it and `wrk` on the other one. Medians of {settings.Rounds} interleaved rounds of {settings.Seconds} s.", Machine.Describe())
            .Table("Ratios", ["", "ratio", "least to most of the rounds", "goal", ""],
            [
                Compared("guard's answers/s against HAProxy's", measured["guard"], measured["haproxy"], 0.6),
                Compared("the same against nginx's", measured["guard"], measured["nginx"], null),
                Compared("the same against YARP's forwarder alone", measured["guard"], measured["yarp"], null),
                Compared("YARP's forwarder alone against HAProxy's", measured["yarp"], measured["haproxy"], null),
                Compared("guard's from its cache against HAProxy's", measured[FromCache], measured["haproxy"], null),
                Compared("guard's from its cache against the grocery's own kept list, the same bytes", measured[Copy], measured[Own], null),
                Compared("straight against itself (noise)", measured[Again], measured["straight"], null),
            ])
            .Table("Rows", ["", "answers/s", "gateway's CPU, µs", "p50, ms", "p99, ms"], measured.Select(row => new[]
            {
                row.Key, Text(row.Value, round => round.PerSecond), Text(row.Value, round => round.Cpu), Text(row.Value, round => round.Waiting.P50), Text(row.Value, round => round.Waiting.P99),
            }))
            .Note($"\"At ease\": {Callers} callers who each ask every {PauseMs} ms; all others ask again at once. Where who serves and `wrk` fill their processor first, as they do with nginx and HAProxy, answers/s say less than CPU.");
        page.Raw("row", "round", "answers_per_second", "gateway_cpu_us", "p50_ms", "p99_ms");
        foreach (var (key, rounds) in measured)
        {
            for (var round = 0; round < rounds.Count; round++)
            {
                page.Raw($"\"{key}\"", round + 1, Math.Round(rounds[round].PerSecond, 1), Math.Round(rounds[round].Cpu, 2), rounds[round].Waiting.P50, rounds[round].Waiting.P99);
            }
        }

        return page;
    }

    private static string[] Compared(string what, List<Measured> ours, List<Measured> peers, double? least)
    {
        var ratios = ours.Zip(peers).Select(pair => pair.First.PerSecond / pair.Second.PerSecond).ToList();
        var ratio = Numbers.Median(ratios);
        return [what, $"{Numbers.Text(ratio)} ×", $"{Numbers.Text(ratios.Min())} to {Numbers.Text(ratios.Max())}", least is null ? "" : $"≥ {least}", least is null ? "" : ratio >= least ? "met" : "missed"];
    }

    private static string Text(List<Measured> rounds, Func<Measured, double> value) => Numbers.Text(Numbers.Median(rounds.Select(value)));
}
