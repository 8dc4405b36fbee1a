using System.Globalization;

namespace Seaworthy.Bench;

/// <summary>Each service's list and main write beside the plain form of the same endpoint; and how many rides find a driver, beside one statement of SQL for each.</summary>
internal sealed class ServicesRun(BenchSettings settings, string scratch)
{
    private const string Matched = "rides: rides matched";

    private static readonly Row Database = new("pgbench: a ride and its driver in one statement", null, ["match-ride.sql"]);

    // Two dozen rows: to see that all work, seconds are enough.
    private readonly (int WarmUp, int Row) _seconds = settings.Quick ? (1, 2) : (settings.WarmUp, settings.Seconds);
    private readonly Load _load = new(settings, scratch);
    private readonly Dictionary<string, List<Measured>> _measured = [];

    public static async Task RunAsync(BenchSettings settings, string scratch, IEnumerable<(string What, string Value)> machine)
    {
        using var peers = await ServicePeers.StartAsync(settings, scratch);
        await new ServicesRun(settings, scratch).MeasureAsync(peers, machine);
    }

    // 1. the peers agree  2. warm up  3. rounds  4. the page
    private async Task MeasureAsync(ServicePeers peers, IEnumerable<(string What, string Value)> machine)
    {
        var cases = ServiceCases.All(settings, new Random(20261127));
        Forget();
        using (var same = new ServiceAnswers(peers))
        {
            foreach (var one in cases)
            {
                await same.CheckAsync(one);
            }

            Console.Error.WriteLine($"the peers agree about {cases.Count} answers");
        }

        Forget();
        var rows = cases.SelectMany(one => one.Rows.Select(row => (Row: row, one.Writes))).Append((Row: Database, Writes: true)).Where(one => settings.IsWanted(one.Row.Key)).ToList();
        using (var first = new FirstAnswers())
        {
            foreach (var (row, writes) in rows)
            {
                var server = row.Server is null ? null : peers[row.Server];
                await first.CheckAsync(row, server);
                Console.Error.WriteLine($"warming up: {row.Key}");
                await RunAsync(row, server, writes, _seconds.WarmUp);
            }
        }

        _measured.Clear();
        for (var round = 1; round <= settings.Rounds; round++)
        {
            foreach (var (row, writes) in rows)
            {
                await RunAsync(row, row.Server is null ? null : peers[row.Server], writes, _seconds.Row);
                Say(round, row.Key);
            }

            Say(round, Matched);
        }

        if (settings.Only is null)
        {
            Page(cases, rows.ConvertAll(one => one.Row), machine).Save(settings.Results);
        }
    }

    private async Task RunAsync(Row row, Server? server, bool writes, int seconds)
    {
        if (row.Key == ServiceCases.Ride)
        {
            var (asked, matched) = await new RideMatching(settings, _load, server!).RunAsync(row, seconds);
            Keep(row.Key, asked);
            Keep(Matched, matched);
        }
        else
        {
            Keep(row.Key, await _load.RunAsync(row, server, seconds));
        }

        if (writes)
        {
            await _load.SettleAsync(server);
            Forget();
        }
    }

    private void Forget() => ChildProgram.Run(settings, "psql",
    [
        "-Xq", "-v", "ON_ERROR_STOP=1", "-v", string.Create(CultureInfo.InvariantCulture, $"rows={settings.Rows}"), "-f", Path.Combine(settings.Scenarios, "services-forget.sql"),
    ]);

    private void Keep(string key, Measured result)
    {
        if (!_measured.TryGetValue(key, out var rounds))
        {
            _measured[key] = rounds = [];
        }

        rounds.Add(result);
    }

    private void Say(int round, string key)
    {
        if (_measured.TryGetValue(key, out var rounds))
        {
            var last = rounds[^1];
            Console.Error.WriteLine($"round {round}: {key}: {Numbers.Text(last.PerSecond)}/s, {Numbers.Text(last.Cpu)} µs, PostgreSQL {Numbers.Text(last.DatabaseCpu)} µs");
        }
    }

    private ResultPage Page(IReadOnlyList<ServiceCase> cases, List<Row> rows, IEnumerable<(string What, string Value)> machine)
    {
        rows.Insert(rows.IndexOf(Database), new(Matched, ServicePeers.Riding, []));
        return new ResultPage("services", settings.Quick ? "bench/run services --quick" : "bench/run services")
            .Start(
                $"Five services, vanilla, one PostgreSQL with {settings.Rows.ToString("#,0", CultureInfo.InvariantCulture)} rows in each list and `wrk` with 32 connections on one machine; medians of {settings.Rounds} interleaved rounds of {_seconds.Row} s.",
                machine)
            .Ratios([.. cases.SelectMany(one => one.Comparisons), new("rides matched, against plain SQL", Matched, Database.Key)], _measured)
            .Rows(rows, _measured)
            .Note("A matched ride is one that was asked for over HTTP, and for which a driver is kept and asked; the time is until the last one has one. Its CPU is that of all that happens to it until then, the request included.");
    }
}
