using System.Net;
using Microsoft.AspNetCore.Builder;
using Seaworthy.Api.Versions;
using Seaworthy.Pipeline;

namespace Seaworthy.Tests.Api;

[Trait("Requirement", "R43")]
public sealed class VersionTests
{
    private static readonly DateTimeOffset Past = new(2020, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Theory]
    [InlineData("/grocery/api/v1/products", true, "docs", "text/html")]
    [InlineData("/todos/api/v1/products", true, "docs", "text/html")]
    [InlineData("/grocery/api/v1/products", false, "openapi/v1.json", "application/json")]
    public async Task A_deprecated_endpoint_says_since_when_until_when_what_instead_and_where_that_is_written(
        string path, bool docs, string page, string type)
    {
        await using var app = await FiveShops.StartAsync(("Seaworthy:Docs:Enabled", docs.ToString()));

        using var response = await app.Client.GetAsync(path);

        var service = path.Split('/')[1];
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Headers.GetValues("Deprecation").ShouldBe(["@1767225600"]);
        response.Headers.GetValues("Sunset").ShouldBe(["Wed, 01 Jan 9000 00:00:00 GMT"]);
        response.Headers.GetValues("Link").ShouldBe(
        [
            $"</{service}/api/v2/products>; rel=\"successor-version\"",
            $"</{service}/{page}>; rel=\"deprecation\"; type=\"{type}\"",
            $"</{service}/{page}>; rel=\"sunset\"; type=\"{type}\"",
        ]);
        (await app.Client.GetAsync($"/{service}/{page}")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Where_nothing_is_written_down_only_what_follows_is_linked()
    {
        await using var app = await FiveShops.StartAsync(("Seaworthy:OpenApi:Enabled", "false"));

        using var response = await app.Client.GetAsync("/grocery/api/v1/products");

        response.Headers.GetValues("Link").ShouldBe(["</grocery/api/v2/products>; rel=\"successor-version\""]);
    }

    [Fact]
    public async Task An_endpoint_that_stays_says_nothing()
    {
        await using var app = await FiveShops.StartAsync();

        using var response = await app.Client.GetAsync("/grocery/api/v2/products");

        response.Headers.Contains("Deprecation").ShouldBeFalse();
        response.Headers.Contains("Sunset").ShouldBeFalse();
        response.Headers.Contains("Link").ShouldBeFalse();
    }

    [Theory]
    [InlineData(true, HttpStatusCode.Gone)]
    [InlineData(false, HttpStatusCode.OK)]
    public async Task After_its_sunset_an_endpoint_is_gone_unless_a_setting_keeps_it(bool gone, HttpStatusCode status)
    {
        await using var app = await TestApp.StartAsync(
            app => app.MapGet("/old", () => "still here").WithDeprecation(new Deprecation(Past, Past, "/new", "Old.")),
            ("Seaworthy:Versions:GoneAfterSunset", gone.ToString()));

        using var response = await app.Client.GetAsync("/old");

        response.StatusCode.ShouldBe(status);
        response.Headers.GetValues("Deprecation").ShouldBe(["@1577934245"]);
        response.Headers.GetValues("Link").First().ShouldBe("</new>; rel=\"successor-version\"");
        if (gone)
        {
            (await response.Content.ReadAsStringAsync()).ShouldContain("/problems/gone");
        }
    }

    [Fact]
    public async Task A_sunset_before_the_deprecation_stops_the_start()
    {
        await using var app = TestApp.Build(
            builder => builder.AddSeaworthy(),
            app =>
            {
                app.UseSeaworthy();
                app.MapGet("/old", () => "").WithDeprecation(new Deprecation(Past, Past.AddDays(-1), "/new", "Old."));
            });

        var fault = (await Should.ThrowAsync<PlanException>(() => app.StartAsync())).Faults.ShouldHaveSingleItem();

        fault.ShouldContain("GET /old");
        fault.ShouldContain("2020-01-01");
        fault.ShouldContain("2020-01-02");
    }

    [Fact]
    public void A_version_that_no_document_can_have_is_refused_where_it_is_written() =>
        Should.Throw<ArgumentException>(() => TestApp.Build(builder => builder.AddSeaworthy(), app => app.MapGet("/x", () => "").InVersion("2026-01")))
            .Message.ShouldContain("v1, v2");
}
