using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Seaworthy.Tests.Client;

[Trait("Requirement", "R85")]
public sealed class ClientStageTests
{
    [Theory]
    [InlineData("203.0.113.9", "203.0.113.9")]
    [InlineData("198.51.100.1, 203.0.113.9", "203.0.113.9")]
    [InlineData("198.51.100.1, 10.1.2.3", "198.51.100.1")]
    [InlineData("6.6.6.6, 198.51.100.1, 10.1.2.3, 10.9.9.9", "198.51.100.1")]
    [InlineData("203.0.113.9:4711", "203.0.113.9")]
    [InlineData("[2001:db8::7]:443", "2001:db8::7")]
    [InlineData("::ffff:203.0.113.9", "203.0.113.9")]
    public async Task The_caller_is_the_first_address_from_the_right_that_no_trusted_proxy_has(string forwarded, string client)
    {
        await using var app = await StartAsync(("Seaworthy:Client:TrustedProxies:0", "127.0.0.0/8"), ("Seaworthy:Client:TrustedProxies:1", "10.0.0.0/8"));

        (await AskAsync(app, forwarded)).ShouldBe(client);
    }

    [Fact]
    public async Task Nobody_but_a_trusted_proxy_is_believed()
    {
        await using var app = await StartAsync(("Seaworthy:Client:TrustedProxies:0", "192.0.2.1"));

        (await AskAsync(app, "203.0.113.9")).ShouldBe("127.0.0.1");
    }

    [Fact]
    public async Task No_more_proxies_in_a_row_are_believed_than_there_are()
    {
        await using var app = await StartAsync(
            ("Seaworthy:Client:TrustedProxies:0", "127.0.0.0/8"), ("Seaworthy:Client:TrustedProxies:1", "10.0.0.0/8"), ("Seaworthy:Client:MaxProxies", "2"));

        (await AskAsync(app, "6.6.6.6, 10.0.0.3, 10.0.0.2, 10.0.0.1")).ShouldBe("10.0.0.2");
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("203.0.113.9, <script>")]
    [InlineData("999.1.1.1")]
    public async Task A_trusted_proxy_that_sends_no_address_is_told_so(string forwarded)
    {
        await using var app = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/who");
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", forwarded);

        using var response = await app.Client.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        ((string)problem["errors"]![0]!["header"]!).ShouldBe("X-Forwarded-For");
    }

    [Fact]
    public async Task The_scheme_comes_from_the_trusted_proxy_too()
    {
        await using var app = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/scheme");
        request.Headers.Add("X-Forwarded-For", "203.0.113.9");
        request.Headers.Add("X-Forwarded-Proto", "https");

        using var response = await app.Client.SendAsync(request);

        (await response.Content.ReadAsStringAsync()).ShouldBe("https");
        response.Headers.GetValues("Strict-Transport-Security").Single().ShouldBe("max-age=31536000");
    }

    [Fact]
    public async Task Switched_off_the_header_means_nothing()
    {
        await using var app = await StartAsync(("Seaworthy:Client:Enabled", "false"));

        (await AskAsync(app, "203.0.113.9")).ShouldBe("127.0.0.1");
    }

    private static Task<TestApp> StartAsync(params (string, string)[] settings) => TestApp.StartAsync(
        app =>
        {
            app.MapGet("/who", (HttpContext context) => context.Connection.RemoteIpAddress!.ToString());
            app.MapGet("/scheme", (HttpContext context) => context.Request.Scheme);
        },
        settings);

    private static async Task<string> AskAsync(TestApp app, string forwarded)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/who");
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", forwarded);
        using var response = await app.Client.SendAsync(request);
        return await response.Content.ReadAsStringAsync();
    }
}
