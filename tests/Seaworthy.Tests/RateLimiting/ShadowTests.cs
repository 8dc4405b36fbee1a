using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Seaworthy.Tests.Hosting;
using Seaworthy.Tests.Observability;

namespace Seaworthy.Tests.RateLimiting;

/// <summary>What limits decide is counted, and one that is only watched refuses nobody.</summary>
[Trait("Requirement", "R1")]
public sealed class ShadowTests : IAsyncLifetime
{
    private readonly CapturedLog _log = new();
    private readonly ManualTime _time = new();
    private TestApp _app = null!;

    public async Task InitializeAsync() => _app = await LoggedApp.StartAsync(
        _log,
        builder =>
        {
            builder.Environment.EnvironmentName = Environments.Development; // where /metrics answers on this machine
            builder.Services.AddSingleton<TimeProvider>(_time);
        },
        app =>
        {
            app.MapGet("/items", () => "ok").RequireLimit("new");
            app.MapGet("/orders", () => "ok").RequireLimit("orders");
        },
        ("Seaworthy:RateLimiting:Policies:new", "2/minute shadow"), ("Seaworthy:RateLimiting:Policies:orders", "2/minute"));

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task A_watched_limit_lets_everybody_through_and_is_not_told_to_callers()
    {
        for (var i = 0; i < 5; i++)
        {
            using var answer = await _app.Client.GetAsync("/items");
            ((int)answer.StatusCode).ShouldBe(200);
            answer.Headers.GetValues("RateLimit-Policy").Single().ShouldNotContain("new");
        }

        var metrics = MetricsText.Read(await _app.Client.GetStringAsync("/metrics"));
        Decisions(metrics, "new", "allowed").ShouldBe(2);
        Decisions(metrics, "new", "refused").ShouldBe(0);
        Decisions(metrics, "new", "shadow").ShouldBe(3);
    }

    [Fact]
    public async Task What_it_would_have_refused_is_logged_once_a_minute_with_its_number()
    {
        for (var i = 0; i < 6; i++)
        {
            await _app.Client.GetAsync("/items");
        }

        _time.Advance(TimeSpan.FromSeconds(61));
        for (var i = 0; i < 3; i++)
        {
            await _app.Client.GetAsync("/items");
        }

        await _app.Client.GetAsync("/orders");
        await _log.RequestAsync("/orders");
        _log.Lines.Where(line => line.Contains("LimitWouldHaveRefused")).Select(line => line.Split("refused ")[1].Split(' ')[0]).ShouldBe(["1", "4"]);
    }

    [Fact]
    public async Task Decisions_are_counted_by_policy_and_outcome_and_the_table_says_how_full_it_is()
    {
        for (var i = 0; i < 3; i++)
        {
            await _app.Client.GetAsync("/orders");
        }

        var metrics = MetricsText.Read(await _app.Client.GetStringAsync("/metrics"));
        Decisions(metrics, "orders", "allowed").ShouldBe(2);
        Decisions(metrics, "orders", "refused").ShouldBe(1);
        Decisions(metrics, "address", "refused").ShouldBe(0);
        metrics.Values("seaworthy_rate_limit_decisions_total", "outcome").ShouldBe(["allowed", "refused", "shadow"]);
        metrics.Values("seaworthy_rate_limit_decisions_total", "policy").ShouldBe(["address", "new", "orders"]);
        metrics.Samples["seaworthy_rate_limit_places"].ShouldBe(2000);
        metrics.Samples["seaworthy_rate_limit_places_used"].ShouldBe(2);
        metrics.Samples["seaworthy_rate_limit_forgotten_total"].ShouldBe(0);
    }

    [Fact]
    [Trait("Requirement", "R52")]
    public async Task The_request_line_says_which_limit_was_closest_and_what_is_left_of_it()
    {
        await _app.Client.GetAsync("/orders?1");
        await _app.Client.GetAsync("/orders?2");
        await _app.Client.GetAsync("/orders?3");

        var refused = await _log.LineAsync(line => line.TryGetProperty("outcome", out var outcome) && outcome.GetString() == "quota-exceeded");
        refused.GetProperty("limit").GetString().ShouldBe("orders");
        refused.GetProperty("limit_left").GetInt64().ShouldBe(0);
        refused.GetProperty("status").GetInt32().ShouldBe(429);
    }

    private static double Decisions(MetricsText metrics, string policy, string outcome) =>
        metrics.Samples.Single(sample => sample.Key.StartsWith("seaworthy_rate_limit_decisions_total", StringComparison.Ordinal)
            && sample.Key.Contains($"policy=\"{policy}\"") && sample.Key.Contains($"outcome=\"{outcome}\"")).Value;
}
