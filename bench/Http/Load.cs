using System.Globalization;

namespace Seaworthy.Bench;

/// <summary>Runs wrk or pgbench for some seconds and reads how many answers there were.</summary>
internal sealed class Load(BenchSettings settings, string scratch)
{
    // As many as the servers' pools hold: pgbench has a connection per client.
    private const int DatabaseClients = 20;

    public Task<Measured> RunAsync(Row row, Server? server, int seconds) =>
        Patience.UntilAnsweredAsync(row.Key, seconds, once => RunOnceAsync(row, server, once));

    /// <summary>Waits until nobody works any more: what wrk leaves unanswered when it ends must not be paid for by what comes next.</summary>
    public async Task SettleAsync(Server? server)
    {
        TimeSpan? last = null;
        for (var tries = 0; tries < 50; tries++)
        {
            var now = CpuTime.OfChildren(settings.PostgresPid) + (server?.Cpu ?? TimeSpan.Zero);
            if (now - last <= TimeSpan.FromMilliseconds(20))
            {
                return;
            }

            last = now;
            await Task.Delay(300);
        }
    }

    private async Task<Measured?> RunOnceAsync(Row row, Server? server, int seconds)
    {
        await SettleAsync(server);
        var hits = await CacheHits.ReadAsync(server?.Management);
        var cpu = server?.Cpu ?? TimeSpan.Zero;
        var database = CpuTime.OfChildren(settings.PostgresPid);
        var (count, took, waiting) = server is null ? Pgbench(row, seconds) : Wrk(row, server, seconds);
        var (cpuTook, databaseTook) = ((server?.Cpu ?? TimeSpan.Zero) - cpu, CpuTime.OfChildren(settings.PostgresPid) - database);
        return count == 0 ? null : new(
            count / took.TotalSeconds,
            cpuTook.TotalMicroseconds / count,
            databaseTook.TotalMicroseconds / count,
            waiting,
            (await CacheHits.ReadAsync(server?.Management) - hits).Share);
    }

    private (long Count, TimeSpan Took, Waiting Waiting) Wrk(Row row, Server server, int seconds)
    {
        var file = Path.Combine(scratch, $"{row.Key.Replace(' ', '-')}.requests");
        if (!File.Exists(file))
        {
            File.WriteAllLines(file, row.Requests);
        }

        // A page that counts a million rows takes seconds when 64 ask for it at once; wrk would count 2 s as lost.
        List<string> arguments =
        [
            "-t1", $"-c{row.Connections}", $"-d{seconds}s", "--timeout", "60s", "-s", Path.Combine(settings.Scenarios, "requests.lua"),
            server.Url.ToString().TrimEnd('/'), "--", file,
        ];
        if (row.PauseMs > 0)
        {
            arguments.Add(row.PauseMs.ToString(CultureInfo.InvariantCulture));
        }

        var said = ChildProgram.Run(settings, "wrk", arguments);
        var result = said.Split('\n').First(line => line.StartsWith("RESULT", StringComparison.Ordinal)).Split(' ')[1..]
            .Select(number => long.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        return result is [var answers, var microseconds, var errors, var p50, var p95, var p99] && errors <= row.MostFailed * answers
            ? (answers, TimeSpan.FromMicroseconds(microseconds), new(p50 / 1000.0, p95 / 1000.0, p99 / 1000.0, errors / (double)Math.Max(answers, 1)))
            : throw new InvalidOperationException($"{row.Key}: {result[0]} answers and {result[2]} errors in {seconds} s");
    }

    private (long Count, TimeSpan Took, Waiting Waiting) Pgbench(Row row, int seconds)
    {
        var script = Path.Combine(settings.Scenarios, row.Requests[0]);
        // Two numbers that a script may begin with, to make ids that rise from run to run: pgbench itself knows no time.
        var started = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var said = ChildProgram.Run(settings, settings.Pgbench, string.Create(
            CultureInfo.InvariantCulture, $"-n -M prepared -c {DatabaseClients} -j 1 -T {seconds} -D started={started} -D made=0 -f {script}").Split(' '));
        var line = said.Split('\n').First(line => line.StartsWith("tps", StringComparison.Ordinal));
        var perSecond = double.Parse(line.Split(' ')[2], CultureInfo.InvariantCulture);
        return ((long)(perSecond * seconds), TimeSpan.FromSeconds(seconds), default);
    }
}
