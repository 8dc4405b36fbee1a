using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Xunit.Abstractions;

namespace Seaworthy.IntegrationTests.RateLimiting;

/// <summary>Two processes' worth of the layer under load while Redis is stopped, frozen, slow or emptied.</summary>
[Trait("Requirement", "R1")]
[Trait("Requirement", "R23")]
[Trait("Server", "Redis")]
public sealed class SharedLimitFaultTests(ITestOutputHelper output)
{
    private const int Nodes = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Processes_share_one_limit_and_tell_each_other_what_is_left()
    {
        await using var server = await RedisServer.StartAsync();
        await using var one = await StartAsync(server);
        await using var other = await StartAsync(server);

        var statuses = new List<int>();
        for (var i = 0; i < 30; i++)
        {
            statuses.Add(await AskAsync(i % 2 == 0 ? one : other, "/share", "192.0.2.1"));
        }

        statuses.Count(status => status == 200).ShouldBe(20);
        using var refused = await SendAsync(other, "/share", "192.0.2.1");
        refused.Headers.RetryAfter!.Delta!.Value.ShouldBeGreaterThan(TimeSpan.Zero);
        refused.Headers.GetValues("RateLimit").Single().ShouldStartWith("\"share\";r=0;t=");
        var metrics = await other.Client.GetStringAsync("/metrics");
        foreach (var by in (string[])["redis", "known", "away"])
        {
            metrics.ShouldContain($"seaworthy_rate_limit_shared_decisions_total{{by=\"{by}\"}} ");
        }

        metrics.ShouldContain("seaworthy_rate_limit_redis_calls_total ");
    }

    [Theory]
    [InlineData("stopped")]
    [InlineData("frozen")]
    [InlineData("slow")]
    public async Task Without_Redis_nobody_gets_a_5xx_each_limit_does_what_it_was_told_to_and_it_is_back_by_itself(string fault)
    {
        await using var server = await RedisServer.StartAsync("--enable-debug-command", "yes");
        await using var app = await StartAsync(server, patienceMs: 50);
        await using var load = new Load(app);
        await UntilAsync(async () => await AskAsync(app, "/closed", "192.0.2.1") == 200);
        await load.SeenAsync(200);

        var (slow, usual) = (Task.CompletedTask, load.ForgetTimes());
        switch (fault)
        {
            case "stopped": await server.StopAsync(); break;
            case "frozen": server.Freeze(); break;
            default: slow = server.SayAsync("DEBUG SLEEP 2"); break;
        }

        await UntilAsync(async () => await AskAsync(app, "/closed", "192.0.2.1") == 429);
        var admitted = 0;
        for (var i = 0; i < 20; i++)
        {
            admitted += await AskAsync(app, "/share", "203.0.113.7") == 200 ? 1 : 0;
        }

        await load.SeenAsync(200);
        await slow;
        var away = load.ForgetTimes();
        switch (fault)
        {
            case "stopped": await server.StartAgainAsync(); break;
            case "frozen": server.GoOn(); break;
        }

        var returned = TimeProvider.System.GetTimestamp();
        await UntilAsync(async () => await AskAsync(app, "/closed", "192.0.2.1") == 200);
        var recovery = TimeProvider.System.GetElapsedTime(returned);
        await load.SeenAsync(200);
        await load.DisposeAsync();

        output.WriteLine($"{fault}: 99 % within {usual.TotalMilliseconds:0.0} ms, without Redis {away.TotalMilliseconds:0.0} ms; counted again after {recovery.TotalMilliseconds:0} ms");
        admitted.ShouldBe(20 / Nodes);
        load.Statuses.Keys.ShouldBe([200]);
        away.ShouldBeLessThan(usual + Bound("SEAWORTHY_AWAY_MS"));
        recovery.ShouldBeLessThan(Bound("SEAWORTHY_RECOVERY_MS"));
    }

    [Fact]
    public async Task A_Redis_that_is_emptied_under_load_begins_to_count_anew_and_nothing_else_happens()
    {
        await using var server = await RedisServer.StartAsync();
        await using var app = await StartAsync(server, patienceMs: 5000);
        await using var load = new Load(app);
        await load.SeenAsync(200);
        (await AskAsync(app, "/share", "192.0.2.9")).ShouldBe(200);
        for (var i = 0; i < 5; i++)
        {
            (await server.SayAsync("FLUSHALL")).ShouldBe("+OK");
            (await server.SayAsync("SCRIPT FLUSH")).ShouldBe("+OK");
            await load.SeenAsync(200);
        }

        using var answer = await SendAsync(app, "/share", "192.0.2.9");
        answer.Headers.GetValues("RateLimit").Single().ShouldStartWith("\"share\";r=19;");
        await load.DisposeAsync();
        load.Statuses.Keys.ShouldBe([200]);
    }

    // The promise is for a machine that does nothing else; any other one keeps to something.
    private static TimeSpan Bound(string variable) => TimeSpan.FromMilliseconds(
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var most) ? most : 5000);

    private static Task<TestApp> StartAsync(RedisServer server, int patienceMs = 5000) => TestApp.StartAsync(
        builder =>
        {
            builder.Environment.EnvironmentName = Environments.Development;
            builder.AddSeaworthy();
        },
        app =>
        {
            app.UseSeaworthy();
            app.MapGet("/open", () => "ok").RequireLimit("open");
            app.MapGet("/closed", () => "ok").RequireLimit("closed");
            app.MapGet("/share", () => "ok").RequireLimit("share");
        },
        ("REDIS_URL", server.Url.ToString()),
        ("Seaworthy:RateLimiting:Store", "redis"),
        ("Seaworthy:RateLimiting:Nodes", $"{Nodes}"),
        ("Seaworthy:RateLimiting:PatienceMs", $"{patienceMs}"),
        ("Seaworthy:RateLimiting:Policies:open", "1000000/second open"),
        ("Seaworthy:RateLimiting:Policies:closed", "1000000/second closed"),
        ("Seaworthy:RateLimiting:Policies:share", "20/hour"));

    private static async Task<int> AskAsync(TestApp app, string path, string who)
    {
        using var answer = await SendAsync(app, path, who);
        return (int)answer.StatusCode;
    }

    private static async Task<HttpResponseMessage> SendAsync(TestApp app, string path, string who)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("X-Forwarded-For", who);
        return await app.Client.SendAsync(request);
    }

    private static async Task UntilAsync(Func<Task<bool>> isTrue)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await isTrue())
        {
            TimeProvider.System.GetElapsedTime(started).ShouldBeLessThan(Patience);
            await Task.Yield();
        }
    }

    /// <summary>Callers who ask on and on, each with an address of his own.</summary>
    private sealed class Load : IAsyncDisposable
    {
        private const int Callers = 8;
        private readonly CancellationTokenSource _stop = new();
        private readonly ConcurrentBag<TimeSpan> _times = [];
        private readonly Task _run;

        public Load(TestApp app) => _run = Task.WhenAll(Enumerable.Range(1, Callers).Select(caller => Task.Run(() => AskOnAsync(app, $"198.51.100.{caller}"))));

        public ConcurrentDictionary<int, int> Statuses { get; } = new();

        /// <summary>Waits until many more requests than are under way have been answered so.</summary>
        public async Task SeenAsync(int status)
        {
            var before = Statuses.GetValueOrDefault(status);
            await UntilAsync(() => Task.FromResult(Statuses.GetValueOrDefault(status) > before + (4 * Callers)));
        }

        /// <summary>The time within which 99 of 100 requests were answered since this was asked last.</summary>
        public TimeSpan ForgetTimes()
        {
            var times = _times.Order().ToList();
            _times.Clear();
            return times[(int)(times.Count * 0.99)];
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _run;
        }

        private async Task AskOnAsync(TestApp app, string who)
        {
            while (!_stop.IsCancellationRequested)
            {
                var started = TimeProvider.System.GetTimestamp();
                var status = await AskAsync(app, "/open", who);
                _times.Add(TimeProvider.System.GetElapsedTime(started));
                Statuses.AddOrUpdate(status, 1, static (_, count) => count + 1);
            }
        }
    }
}
