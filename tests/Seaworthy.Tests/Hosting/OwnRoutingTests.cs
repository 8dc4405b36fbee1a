using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Seaworthy.Hosting.Management;

namespace Seaworthy.Tests.Hosting;

/// <summary>The layer's own paths take nothing from an app whose routes mean them too.</summary>
[Trait("Requirement", "R21")]
public sealed class OwnRoutingTests
{
    [Theory]
    [InlineData("GET", "/metrics", "code metrics")]
    [InlineData("GET", "/health/detailed", "fallback")]
    [InlineData("GET", "/problems", "code problems")]
    [InlineData("GET", "/problems/not-found", "fallback")]
    [InlineData("POST", "/health", "posted health")]
    [InlineData("GET", "/health", "\"status\"")]
    [InlineData("GET", "/health/live", "alive")]
    public async Task What_is_not_for_this_caller_falls_through_to_the_app(string method, string path, string says)
    {
        await using var app = await StartAsync();

        using var response = await app.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync()).ShouldContain(says);
    }

    [Fact]
    public async Task Operators_see_their_pages_whatever_the_app_has()
    {
        await using var app = await StartAsync(("Seaworthy:Management:Port", $"{HealthManagementTests.FreePort()}"));
        using var ops = new HttpClient { BaseAddress = app.App.Services.GetRequiredService<ManagementServer>().Address };

        (await ops.GetStringAsync("/metrics")).ShouldContain("# TYPE");
        (await ops.GetStringAsync("/health/detailed")).ShouldContain("\"checks\"");
        (await ops.GetAsync("/anything")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static Task<TestApp> StartAsync(params (string Key, string Value)[] settings) => TestApp.StartAsync(
        builder =>
        {
            builder.Environment.EnvironmentName = Environments.Production;
            builder.AddSeaworthy();
        },
        app =>
        {
            app.UseSeaworthy();
            app.MapGet("/{code}", (string code) => $"code {code}");
            app.MapPost("/{code}", (string code) => $"posted {code}");
            app.MapFallback("{**rest}", () => "fallback");
        },
        settings);
}
