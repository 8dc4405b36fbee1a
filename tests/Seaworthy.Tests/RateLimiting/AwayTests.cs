using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Seaworthy.RateLimiting;
using Seaworthy.Redis;
using Seaworthy.Tests.Hosting;
using Seaworthy.Tests.Observability;

namespace Seaworthy.Tests.RateLimiting;

/// <summary>What is told of a Redis that is away; nobody listens at its port.</summary>
[Trait("Requirement", "R1")]
[Trait("Requirement", "R23")]
public sealed class AwayTests
{
    private const string Nowhere = "redis://127.0.0.1:1";

    [Fact]
    public async Task A_process_that_finds_no_Redis_serves_and_says_so_in_log_and_metrics()
    {
        var log = new CapturedLog();
        await using var app = await LoggedApp.StartAsync(
            log,
            app =>
            {
                app.MapGet("/items", () => "ok");
                app.MapGet("/login", () => "ok").RequireLimit("login");
            },
            ("REDIS_URL", Nowhere),
            ("Seaworthy:RateLimiting:Store", "redis"),
            ("Seaworthy:RateLimiting:Policies:login", "5/minute closed"));

        ((int)(await app.Client.GetAsync("/items")).StatusCode).ShouldBe(200);
        using var refused = await app.Client.GetAsync("/login");

        ((int)refused.StatusCode).ShouldBe(429);
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        (await refused.Content.ReadAsStringAsync()).ShouldContain("cannot be counted at the moment");
        (await log.EventAsync("LimitStoreAway")).GetProperty("message").GetString()!.ShouldContain("127.0.0.1:1");
    }

    [Fact]
    public void It_is_told_when_it_goes_and_when_it_is_back_and_not_oftener_than_once_a_minute()
    {
        var (time, log) = (new ManualTime(), new Events());
        var told = new AwayTold(new RedisClient(new RedisOptions { Url = Nowhere }).Data, new LimitClock(time), log);

        told.Back();
        told.Away();
        told.Away();
        told.Back();
        log.Names.ShouldBe(["LimitStoreAway", "LimitStoreBack"]);

        time.Advance(TimeSpan.FromSeconds(59));
        told.Away();
        told.Back();
        log.Names.Count.ShouldBe(2);

        time.Advance(TimeSpan.FromSeconds(1));
        told.Away();
        log.Names.Count.ShouldBe(3);
    }

    private sealed class Events : ILogger<AwayTold>
    {
        public List<string?> Names { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Names.Add(eventId.Name);
    }
}
