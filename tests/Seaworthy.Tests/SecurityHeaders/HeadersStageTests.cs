using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Seaworthy.Tests.SecurityHeaders;

[Trait("Requirement", "R6")]
public sealed class HeadersStageTests
{
    [Theory]
    [InlineData("/json")]
    [InlineData("/nothing")]
    [InlineData("/fails")]
    public async Task Every_answer_carries_them_errors_included(string path)
    {
        await using var app = await StartAsync();

        using var response = await app.Client.GetAsync(new Uri(path, UriKind.Relative));

        Value(response, "X-Content-Type-Options").ShouldBe("nosniff");
        Value(response, "X-Frame-Options").ShouldBe("DENY");
        Value(response, "X-XSS-Protection").ShouldBe("0");
        Value(response, "Referrer-Policy").ShouldBe("no-referrer");
        Value(response, "Cross-Origin-Resource-Policy").ShouldBe("same-origin");
        Value(response, "Content-Security-Policy").ShouldNotBeNull().ShouldContain("default-src 'none'");
        response.Headers.Contains("Server").ShouldBeFalse();
    }

    [Fact]
    public async Task The_cafe_s_profile_sends_what_its_document_asks_for()
    {
        await using var app = await StartAsync(("Seaworthy:SecurityHeaders:Profile", "cafe"));

        using var response = await app.Client.GetAsync(new Uri("/json", UriKind.Relative));
        using var page = await app.Client.GetAsync(new Uri("/page", UriKind.Relative));

        Value(response, "X-XSS-Protection").ShouldBe("1; mode=block");
        Value(page, "X-Frame-Options").ShouldBe("DENY", "its document asks for it on every answer");
    }

    [Fact]
    public async Task Pages_of_the_app_get_no_policy_that_would_break_them()
    {
        await using var app = await StartAsync();

        using var page = await app.Client.GetAsync(new Uri("/page", UriKind.Relative));
        using var framed = await app.Client.GetAsync(new Uri("/framed", UriKind.Relative));

        Value(page, "Content-Security-Policy").ShouldBeNull();
        Value(page, "X-Frame-Options").ShouldBeNull("a page may be meant for a frame");
        Value(page, "Cross-Origin-Resource-Policy").ShouldBeNull("and an image for a page elsewhere");
        Value(page, "X-Content-Type-Options").ShouldBe("nosniff");
        Value(page, "Referrer-Policy").ShouldBe("no-referrer");
        Value(framed, "X-Frame-Options").ShouldBe("SAMEORIGIN");
    }

    [Fact]
    public async Task What_an_endpoint_set_itself_is_kept()
    {
        await using var app = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/own");
        request.Headers.Host = "shop.example";
        request.Headers.Add("X-Forwarded-For", "203.0.113.9");
        request.Headers.Add("X-Forwarded-Proto", "https");

        using var response = await app.Client.SendAsync(request);

        Value(response, "Strict-Transport-Security").ShouldBe("max-age=63072000; includeSubDomains; preload");
        Value(response, "X-Content-Type-Options").ShouldBe("own");
        Value(response, "X-XSS-Protection").ShouldBe("1");
    }

    [Theory]
    [InlineData("shop.example", "max-age=31536000")]
    [InlineData("localhost:5001", null)]
    [InlineData("shop.localhost", null)]
    [InlineData("127.0.0.1", null)]
    [InlineData("[::1]:5001", null)]
    public async Task Strict_transport_security_is_never_for_this_machine(string host, string? sent)
    {
        await using var app = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/json");
        request.Headers.Host = host;
        request.Headers.Add("X-Forwarded-For", "203.0.113.9");
        request.Headers.Add("X-Forwarded-Proto", "https");

        using var response = await app.Client.SendAsync(request);

        Value(response, "Strict-Transport-Security").ShouldBe(sent);
    }

    [Fact]
    public async Task Strict_transport_security_is_for_https_only()
    {
        await using var app = await StartAsync();

        using var response = await app.Client.GetAsync(new Uri("/json", UriKind.Relative));

        Value(response, "Strict-Transport-Security").ShouldBeNull();
    }

    [Fact]
    public async Task Switched_off_none_is_sent()
    {
        await using var app = await StartAsync(("Seaworthy:SecurityHeaders:Enabled", "false"));

        using var response = await app.Client.GetAsync(new Uri("/json", UriKind.Relative));

        Value(response, "X-Content-Type-Options").ShouldBeNull();
        Value(response, "X-Request-ID").ShouldNotBeNull();
    }

    private static string? Value(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.Single() : null;

    private static Task<TestApp> StartAsync(params (string, string)[] settings) => TestApp.StartAsync(
        app =>
        {
            app.MapGet("/json", () => new { ok = true });
            app.MapGet("/page", () => Results.Content("<h1>Hello</h1>", "text/html"));
            app.MapGet("/framed", (HttpContext context) =>
            {
                context.Response.Headers.XFrameOptions = "SAMEORIGIN";
                return "framed";
            });
            app.MapGet("/own", (HttpContext context) =>
            {
                context.Response.Headers.StrictTransportSecurity = "max-age=63072000; includeSubDomains; preload";
                context.Response.Headers.XContentTypeOptions = "own";
                context.Response.Headers.XXSSProtection = "1";
                return "own";
            });
            app.MapGet("/fails", string () => throw new InvalidOperationException());
        },
        settings);
}
