using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;

namespace Seaworthy.Tests.Api;

[Trait("Requirement", "R49")]
public sealed partial class DocsPageTests
{
    [Theory]
    [InlineData("/docs")]
    [InlineData("/grocery/docs")]
    [InlineData("/grocery/docs/")]
    public async Task The_page_loads_nothing_from_elsewhere(string path)
    {
        await using var app = await FiveShops.StartAsync(("Seaworthy:Docs:Enabled", "true"));
        using var page = await app.Client.GetAsync(path);
        var html = await page.Content.ReadAsStringAsync();

        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain("default-src 'none'");
        policy.ShouldNotContain("unsafe");
        html.ShouldNotContain("{prefix}");
        foreach (var file in Links().Matches(html).Select(match => match.Groups[1].Value).Where(link => link.Contains("/assets/")))
        {
            var text = await app.Client.GetStringAsync(file);
            text.ShouldNotContain("http://");
            text.ShouldNotContain("https://");
            text.ShouldNotContain("innerHTML");
            foreach (var module in Imports().Matches(text).Select(match => match.Groups[1].Value))
            {
                using var imported = await app.Client.GetAsync(new Uri(new Uri(app.Address, file), module));
                imported.StatusCode.ShouldBe(HttpStatusCode.OK, module);
                imported.Content.Headers.ContentType!.MediaType.ShouldBe("text/javascript");
            }
        }
    }

    [Theory]
    [InlineData(null, HttpStatusCode.NotFound)]
    [InlineData("true", HttpStatusCode.OK)]
    [InlineData("false", HttpStatusCode.NotFound)]
    public async Task Outside_development_the_page_is_asked_for(string? enabled, HttpStatusCode status)
    {
        await using var app = await FiveShops.StartAsync(enabled is null ? [] : [("Seaworthy:Docs:Enabled", enabled)]);

        (await app.Client.GetAsync("/docs")).StatusCode.ShouldBe(status);
        (await app.Client.GetAsync("/cafe/docs")).StatusCode.ShouldBe(status);
    }

    [Fact]
    public async Task A_page_of_the_app_on_the_same_route_wins()
    {
        await using var app = await TestApp.StartAsync(
            app => app.MapGet("/docs", () => "mine"), ("Seaworthy:Docs:Enabled", "true"), ("Seaworthy:OpenApi:Enabled", "true"));

        (await app.Client.GetStringAsync("/docs")).ShouldBe("mine");
    }

    [GeneratedRegex("(?:href|src)=\"([^\"]+)\"")]
    private static partial Regex Links();

    [GeneratedRegex("from '([^']+)'")]
    private static partial Regex Imports();
}
