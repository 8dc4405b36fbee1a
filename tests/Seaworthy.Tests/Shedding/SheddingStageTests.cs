using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Shedding;

namespace Seaworthy.Tests.Shedding;

/// <summary>What each request meets while the gate is as good as shut.</summary>
public sealed class SheddingStageTests : IAsyncLifetime
{
    private const string Origin = "https://shop.example";
    private TestApp _app = null!;

    public async Task InitializeAsync()
    {
        _app = await TestApp.StartAsync(
            builder =>
            {
                builder.Environment.EnvironmentName = "Development";
                builder.AddSeaworthy();

                // The test turns the gate, before a pool in which all wait.
                builder.Services.AddSingleton(new LoadGate(TimeSpan.FromMilliseconds(100), static () => TimeSpan.FromSeconds(1)));
                builder.Services.Remove(builder.Services.Single(service => service.ImplementationType == typeof(LoadWatch)));
            },
            app =>
            {
                app.UseSeaworthy();
                app.MapPost("/orders", () => "placed").InClass(RequestClass.Critical);
                app.MapGet("/items", () => "items");
                app.MapGet("/export", () => "all").InClass(RequestClass.Bulk);
                app.MapGet("/kept/{id:int}", (int id) => $"kept {id}").Cached(TimeSpan.FromHours(1)).VaryByQuery();
            },
            ("Seaworthy:Cors:Origins:0", Origin));
        (await _app.Client.GetStringAsync("/kept/1")).ShouldBe("kept 1");
        Shut(_app.App.Services.GetRequiredService<LoadGate>());
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task What_is_critical_and_probes_are_answered_and_the_rest_is_told_when_to_come_again()
    {
        (await _app.Client.PostAsync("/orders", null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await _app.Client.GetAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await _app.Client.GetAsync("/nowhere")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        foreach (var path in (string[])["/items", "/export"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Origin", Origin } } };
            using var refused = await _app.Client.SendAsync(request);

            refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(1, 3);
            refused.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe([Origin]);
            refused.Headers.Contains("X-Request-ID").ShouldBeTrue();
            (await refused.Content.ReadAsStringAsync()).ShouldContain("/problems/overloaded");
        }
    }

    [Fact]
    public async Task A_kept_answer_is_given_and_only_its_making_is_refused()
    {
        (await _app.Client.GetStringAsync("/kept/1")).ShouldBe("kept 1");

        (await _app.Client.GetAsync("/kept/2")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task The_metrics_tell_which_part_comes_in_and_what_was_refused()
    {
        await _app.Client.GetAsync("/export");
        _app.App.Services.GetRequiredService<LoadGate>().Turn(TimeSpan.FromSeconds(10));

        var metrics = await _app.Client.GetStringAsync("/metrics");

        metrics.ShouldContain("seaworthy_shedding_admitted_ratio{class=\"critical\"} 1");
        metrics.ShouldContain("seaworthy_shedding_admitted_ratio{class=\"bulk\"} 0");
        metrics.ShouldContain("seaworthy_shedding_refused_total{class=\"bulk\"} 1");
        metrics.ShouldNotContain("class=\"probe\"");
    }

    // Long enough that more is held than what may wait, and not as long as it takes until nobody comes in.
    private static void Shut(LoadGate gate)
    {
        for (var turn = 0; turn < 20; turn++)
        {
            gate.Turn(TimeSpan.FromSeconds(10));
        }
    }
}
