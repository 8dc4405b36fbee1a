using System.Text.Json.Nodes;

namespace Seaworthy.Bench;

/// <summary>
/// What it costs that somebody is known, and what others feel of a storm of sign-ins: a kept list with a token and without, and an item
/// while 64 callers try to sign in, ten times a second each.
/// </summary>
internal sealed class IdentityRun(BenchSettings settings, string scratch)
{
    private const string Anonymous = "kept list, by nobody";
    private const string AnonymousAgain = "kept list, by nobody, again";
    private const string Known = "kept list, with a token";
    private const string Calm = "item, at ease";
    private const string CalmAgain = "item, at ease, again";
    private const string Stormy = "item, while 64 sign in";
    private const string Storm = "sign-ins";
    private const string List = "/grocery/api/v2/products";
    private const string Login = "/grocery/api/v2/login";
    private const string Credentials = """{"email":"test@example.com","password":"test123"}""";

    // Far from what the machine can do: their waiting is what is measured, and not how many there are.
    private const int Callers = 16;
    private const int PauseMs = 20;

    // Six hundred tries a second, of which a machine can hash some tens.
    private const int StormPauseMs = 100;

    private static readonly Row Signing = new(Storm, "grocery", [RequestLine.Post(Login, Credentials)]) { PauseMs = StormPauseMs, MostFailed = 1 };

    private readonly Load _load = new(settings, scratch);

    public static async Task RunAsync(BenchSettings settings, string scratch)
    {
        var machine = Machine.Describe().Append(("PostgreSQL", Environment.GetEnvironmentVariable("BENCH_POSTGRES_VERSION") ?? "")).ToList();
        using var grocery = await Server.StartAsync(
            "grocery",
            settings.Serve("grocery", Path.Combine(scratch, "grocery")),
            "/health/ready",
            [
                ("DATABASE_URL", $"{settings.ConnectionString};Maximum Pool Size=20"), ("ASPNETCORE_ENVIRONMENT", "Development"),
                ("Seaworthy__RateLimiting__Policies__sign-in", "1000000/second"),
            ]);
        await new IdentityRun(settings, scratch).MeasureAsync(grocery, machine);
    }

    private async Task MeasureAsync(Server grocery, IEnumerable<(string What, string Value)> machine)
    {
        using var http = new HttpClient { BaseAddress = grocery.Url };
        var token = await SignInAsync(http);
        var items = await ItemsAsync(http);
        Row[] rows =
        [
            new(Anonymous, grocery.Name, [List]), new(Known, grocery.Name, [RequestLine.With(token, List)]), new(AnonymousAgain, grocery.Name, [List]),
            Item(Calm, items), Item(Stormy, items), Item(CalmAgain, items),
        ];
        using (var first = new FirstAnswers())
        {
            foreach (var row in rows.Append(Signing))
            {
                await first.CheckAsync(row, grocery);
                await _load.RunAsync(row, grocery, settings.WarmUp);
            }
        }

        var measured = rows.Append(Signing).ToDictionary(row => row.Key, _ => new List<Measured>());
        for (var round = 1; round <= settings.Rounds; round++)
        {
            foreach (var row in rows)
            {
                // The storm begins before and ends after what it is felt by.
                var storm = row.Key == Stormy ? Task.Run(() => _load.RunAsync(Signing, grocery, settings.Seconds + 4)) : null;
                await Task.Delay(storm is null ? 0 : 2000);
                measured[row.Key].Add(await _load.RunAsync(row, grocery, settings.Seconds));
                if (storm is not null)
                {
                    measured[Storm].Add(await storm);
                }
            }
        }

        IdentityPage(machine, measured).Save(settings.Results);
    }

    private ResultPage IdentityPage(IEnumerable<(string What, string Value)> machine, Dictionary<string, List<Measured>> measured)
    {
        var page = new ResultPage("identity", settings.Quick ? "bench/run identity --quick" : "bench/run identity")
            .Start($"The grocery, PostgreSQL and `wrk` on one machine; medians of {settings.Rounds} interleaved rounds of {settings.Seconds} s.", machine)
            .Table("Ratios", ["", "cost", "least to most of the rounds", "goal", ""],
            [
                Compared("kept list with a token against without: time per answer", measured[Known], measured[Anonymous], round => 1 / round.PerSecond, 1.15),
                Compared("the same: server CPU", measured[Known], measured[Anonymous], round => round.Cpu, 1.15),
                Compared("kept list against itself (noise)", measured[AnonymousAgain], measured[Anonymous], round => 1 / round.PerSecond, null),
                Compared("item: p99 in a storm of sign-ins against at ease", measured[Stormy], measured[Calm], round => round.Waiting.P99, 1.5),
                Compared("item: p50 of the same", measured[Stormy], measured[Calm], round => round.Waiting.P50, null),
                Compared("item: p99 at ease against itself (noise)", measured[CalmAgain], measured[Calm], round => round.Waiting.P99, null),
            ])
            .Table("Rows", ["", "answers/s", "server CPU, µs", "p50, ms", "p99, ms", "refused"], measured.Select(row => new[]
            {
                row.Key, Text(row.Value, round => round.PerSecond), Text(row.Value, round => round.Cpu), Text(row.Value, round => round.Waiting.P50),
                Text(row.Value, round => round.Waiting.P99), $"{Text(row.Value, round => 100 * round.Waiting.Failed)} %",
            }))
            .Note("A sign-in costs a hash on purpose. Those who cannot have one at once wait, and beyond what may wait they are refused with 503: the column says how many.");
        page.Raw("row", "round", "answers_per_second", "server_cpu_us", "p50_ms", "p99_ms", "refused");
        foreach (var (key, rounds) in measured)
        {
            for (var round = 0; round < rounds.Count; round++)
            {
                page.Raw($"\"{key}\"", round + 1, Math.Round(rounds[round].PerSecond, 1), Math.Round(rounds[round].Cpu, 2), rounds[round].Waiting.P50, rounds[round].Waiting.P99, Math.Round(rounds[round].Waiting.Failed, 3));
            }
        }

        return page;
    }

    private static Row Item(string key, IReadOnlyList<string> items) => new(key, "grocery", items) { Connections = Callers, PauseMs = PauseMs };

    // Made anew each time: what a kept answer takes says little of a server that is busy with something else.
    private static async Task<IReadOnlyList<string>> ItemsAsync(HttpClient http) =>
        [.. JsonNode.Parse(await http.GetStringAsync(new Uri(List, UriKind.Relative)))!["items"]!.AsArray().Select(item => $"{List}/{item!["id"]}/summary")];

    private static async Task<string> SignInAsync(HttpClient http)
    {
        using var body = new StringContent(Credentials, System.Text.Encoding.UTF8, "application/json");
        using var answer = (await http.PostAsync(new Uri(Login, UriKind.Relative), body)).EnsureSuccessStatusCode();
        return (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["token"] ?? throw new InvalidOperationException("a sign-in has no token");
    }

    private static string[] Compared(string what, List<Measured> ours, List<Measured> peers, Func<Measured, double> cost, double? most)
    {
        var ratios = ours.Zip(peers).Select(pair => cost(pair.First) / cost(pair.Second)).ToList();
        var ratio = Numbers.Median(ratios);
        return [what, $"{Numbers.Text(ratio)} ×", $"{Numbers.Text(ratios.Min())} to {Numbers.Text(ratios.Max())}", most is null ? "" : $"≤ {most}", most is null ? "" : ratio <= most ? "met" : "missed"];
    }

    private static string Text(List<Measured> rounds, Func<Measured, double> value) => Numbers.Text(Numbers.Median(rounds.Select(value)));
}
