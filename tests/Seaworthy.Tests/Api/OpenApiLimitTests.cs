using System.Text.Json;
using Microsoft.AspNetCore.Builder;

namespace Seaworthy.Tests.Api;

[Trait("Requirement", "R2")]
[Trait("Requirement", "R49")]
public sealed class OpenApiLimitTests
{
    private static readonly (string, string) Documents = ("Seaworthy:OpenApi:Enabled", "true");
    private static readonly (string, string) Orders = ("Seaworthy:RateLimiting:Policies:orders", "10/minute");
    private static readonly (string, string) NoAddress = ("Seaworthy:RateLimiting:Address", "off");

    [Fact]
    public async Task An_operation_with_a_limit_says_429_in_the_services_shape_and_when_to_ask_again()
    {
        await using var app = await StartAsync();
        var document = await ReadAsync(app);
        var response = Responses(document, "/orders").GetProperty("429");

        OpenApiRules.Faults(document).ShouldBeEmpty();
        response.GetProperty("description").GetString().ShouldBe("Rate limit exceeded");
        response.GetProperty("headers").GetProperty("Retry-After").GetProperty("schema").GetProperty("type").GetString().ShouldBe("integer");
        response.GetProperty("content").GetProperty("application/problem+json").GetProperty("example").GetProperty("status").GetInt32().ShouldBe(429);
        Says429(document, "/items").ShouldBeTrue("the limit of every address holds there too");
        Says429(document, "/free").ShouldBeFalse();
    }

    [Fact]
    public async Task Where_no_limit_holds_none_is_told()
    {
        await using var named = await StartAsync(NoAddress);
        await using var shadow = await StartAsync(("Seaworthy:RateLimiting:Address", "10/minute shadow"), ("Seaworthy:RateLimiting:Policies:orders", "off"));
        await using var off = await StartAsync(("Seaworthy:RateLimiting:Enabled", "false"));

        (Says429(await ReadAsync(named), "/orders"), Says429(await ReadAsync(named), "/items")).ShouldBe((true, false));
        (Says429(await ReadAsync(shadow), "/orders"), Says429(await ReadAsync(shadow), "/items")).ShouldBe((false, false));
        (Says429(await ReadAsync(off), "/orders"), Says429(await ReadAsync(off), "/items")).ShouldBe((false, false));
    }

    private static Task<TestApp> StartAsync(params (string Key, string Value)[] settings) => TestApp.StartAsync(
        app =>
        {
            app.MapGet("/items", () => "ok");
            app.MapGet("/orders", () => "ok").RequireLimit("orders");
            app.MapGet("/free", () => "ok").WithoutLimit();
        },
        [.. settings.Concat([Documents, Orders]).DistinctBy(setting => setting.Item1)]);

    private static async Task<JsonElement> ReadAsync(TestApp app) => JsonDocument.Parse(await app.Client.GetStringAsync("/openapi/v1.json")).RootElement;

    private static JsonElement Responses(JsonElement document, string path) =>
        document.GetProperty("paths").GetProperty(path).GetProperty("get").GetProperty("responses");

    private static bool Says429(JsonElement document, string path) => Responses(document, path).TryGetProperty("429", out _);
}
