using Seaworthy.Bench;

// 1. settings and servers  2. positions to ask for  3. the peers agree  4. warm up  5. rounds  6. the page
var settings = BenchSettings.Read(args);
var machine = Machine.Describe().Append(("PostgreSQL", Environment.GetEnvironmentVariable("BENCH_POSTGRES_VERSION") ?? "")).ToList();
var scratch = Directory.CreateTempSubdirectory("bench-paths-");
try
{
    if (args.Contains("identity"))
    {
        await IdentityRun.RunAsync(settings, scratch.FullName);
        return 0;
    }

    if (args.Contains("hop"))
    {
        await HopRun.RunAsync(settings, scratch.FullName);
        return 0;
    }

    if (args.Contains("services"))
    {
        await ServicesRun.RunAsync(settings, scratch.FullName, machine);
        return 0;
    }

    using var peers = await Peers.StartAsync(settings, scratch.FullName);
    Say("walking through the list for cursors");
    var walk = await Walk.ThroughAsync(peers.Grocery);
    var random = new Random(20261122);
    var ids = Enumerable.Range(0, 10_000).Select(_ => random.NextInt64(1, 1_020_001)).ToList();
    var shop = await Shop.VisitAsync(peers.Development, random);
    using (var same = new SameAnswers(peers))
    {
        var compared = await same.CheckAsync(walk, ids[..20]);
        Say($"the peers agree about {compared} answers");
    }

    var rows = HttpRows.All(walk, ids, shop, peers.PageBytes).Where(row => settings.IsWanted(row.Key)).ToList();
    var load = new Load(settings, scratch.FullName);
    using var first = new FirstAnswers();
    foreach (var row in rows)
    {
        await first.CheckAsync(row, ServerOf(row));
        Say($"warming up: {row.Key}");
        await load.RunAsync(row, ServerOf(row), settings.WarmUp);
    }

    var measured = rows.ToDictionary(row => row.Key, _ => new List<Measured>());
    for (var round = 1; round <= settings.Rounds; round++)
    {
        foreach (var row in rows)
        {
            var result = await load.RunAsync(row, ServerOf(row), settings.Seconds);
            measured[row.Key].Add(result);
            Say($"round {round}: {row.Key}: {Numbers.Text(result.PerSecond)}/s, {Numbers.Text(result.Cpu)} µs, PostgreSQL {Numbers.Text(result.DatabaseCpu)} µs");
        }
    }

    if (settings.Only is not null)
    {
        return 0;
    }

    HttpPage.Make(settings, machine, rows, measured).Save(settings.Results);

    return 0;

    Server? ServerOf(Row row) => peers.All.FirstOrDefault(server => server.Name == row.Server);
}
catch (Exception exception) when (exception is InvalidOperationException or HttpRequestException or IOException)
{
    // Caught, so that the servers are stopped: what nobody catches ends the process before that.
    Say($"error: {exception.Message}");
    return 1;
}
finally
{
    scratch.Delete(recursive: true);
}

static void Say(string text) => Console.Error.WriteLine(text);
