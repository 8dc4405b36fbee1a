using Microsoft.AspNetCore.Builder;

namespace Seaworthy.Tests.Cors;

[Trait("Requirement", "R7")]
public sealed class CorsStageTests
{
    private const string Shop = "https://shop.example";

    [Theory]
    [InlineData("https://shop.example", true)]
    [InlineData("HTTPS://Shop.Example", true)]
    [InlineData("https://evil-shop.example", false)]
    [InlineData("https://shop.example.evil.test", false)]
    [InlineData("http://shop.example", false)]
    [InlineData("https://shop.example:8443", false)]
    [InlineData("https://sub.shop.example", false)]
    [InlineData("null", false)]
    public async Task Only_exactly_the_listed_origin_is_allowed(string origin, bool isAllowed)
    {
        await using var app = await StartAsync(("Seaworthy:Cors:Origins:0", Shop));

        using var response = await SendAsync(app, HttpMethod.Get, origin);

        response.Headers.Contains("Access-Control-Allow-Origin").ShouldBe(isAllowed);
        response.Headers.Vary.ShouldContain("Origin");
    }

    [Fact]
    public async Task Answers_without_an_origin_vary_by_it_as_well()
    {
        await using var app = await StartAsync(("Seaworthy:Cors:Origins:0", Shop));

        using var response = await app.Client.GetAsync(new Uri("/", UriKind.Relative));

        response.Headers.Vary.ShouldContain("Origin");
        response.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
    }

    [Fact]
    public async Task Credentials_name_the_origin_and_never_a_star()
    {
        await using var app = await StartAsync(("Seaworthy:Cors:Origins:0", Shop), ("Seaworthy:Cors:Credentials", "true"));

        using var response = await SendAsync(app, HttpMethod.Get, Shop);

        response.Headers.GetValues("Access-Control-Allow-Origin").Single().ShouldBe(Shop);
        response.Headers.GetValues("Access-Control-Allow-Credentials").Single().ShouldBe("true");
        response.Headers.GetValues("Access-Control-Expose-Headers").Single().ShouldContain("ETag");
    }

    [Fact]
    public async Task A_preflight_is_204_with_what_may_be_sent_and_for_how_long()
    {
        await using var app = await StartAsync(("Seaworthy:Cors:Origins:0", Shop));

        using var allowed = await SendAsync(app, HttpMethod.Options, Shop, preflight: "PUT");
        using var foreign = await SendAsync(app, HttpMethod.Options, "https://evil.example", preflight: "PUT");

        ((int)allowed.StatusCode).ShouldBe(204);
        allowed.Headers.GetValues("Access-Control-Allow-Methods").Single().ShouldContain("PUT");
        allowed.Headers.GetValues("Access-Control-Allow-Headers").Single().ShouldContain("If-Match");
        allowed.Headers.GetValues("Access-Control-Max-Age").Single().ShouldBe("600");
        foreign.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
    }

    [Fact]
    public async Task Without_origins_the_stage_is_not_there()
    {
        await using var app = await StartAsync();

        using var response = await SendAsync(app, HttpMethod.Get, Shop);

        response.Headers.Vary.ShouldNotContain("Origin");
    }

    private static Task<TestApp> StartAsync(params (string, string)[] settings) =>
        TestApp.StartAsync(app => app.MapGet("/", () => "ok"), settings);

    private static async Task<HttpResponseMessage> SendAsync(TestApp app, HttpMethod method, string origin, string? preflight = null)
    {
        using var request = new HttpRequestMessage(method, "/");
        request.Headers.Add("Origin", origin);
        if (preflight is not null)
        {
            request.Headers.Add("Access-Control-Request-Method", preflight);
        }

        return await app.Client.SendAsync(request);
    }
}
