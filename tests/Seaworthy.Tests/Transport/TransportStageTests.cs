using System.Net;
using Microsoft.AspNetCore.Builder;

namespace Seaworthy.Tests.Transport;

/// <summary>Loopback is a trusted proxy here, and <c>X-Forwarded-Proto</c> says how somebody came.</summary>
[Trait("Requirement", "R8")]
public sealed class TransportStageTests
{
    [Theory]
    [InlineData("GET", "/a%2Fb/caf%C3%A9?x=1&y=%20", "https://api.example.test/a%2Fb/caf%C3%A9?x=1&y=%20")]
    [InlineData("HEAD", "/", "https://api.example.test/")]
    public async Task Reads_are_led_to_https(string method, string target, string location)
    {
        await using var app = await StartAsync(("Http", "Redirect"));

        using var answer = await SendAsync(app, method, target);

        answer.StatusCode.ShouldBe(HttpStatusCode.PermanentRedirect);
        answer.Headers.Location!.OriginalString.ShouldBe(location);
    }

    [Fact]
    public async Task They_are_led_to_the_port_that_the_setting_says()
    {
        await using var app = await StartAsync(("Http", "Redirect"), ("HttpsPort", "8443"));

        using var answer = await SendAsync(app, "GET", "/");

        answer.Headers.Location!.OriginalString.ShouldBe("https://api.example.test:8443/");
    }

    [Theory]
    [InlineData("POST", null)]
    [InlineData("DELETE", null)]
    [InlineData("GET", "Authorization")]
    [InlineData("GET", "X-API-Key")]
    [InlineData("GET", "X-Signature")]
    [InlineData("GET", "X-Table-Token")]
    public async Task What_has_carried_something_is_refused(string method, string? header)
    {
        await using var app = await StartAsync(("Http", "Redirect"));

        using var answer = await SendAsync(app, method, "/", header);

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("/problems/https-required");
    }

    [Theory]
    [InlineData("", HttpStatusCode.PermanentRedirect)]
    [InlineData("session", HttpStatusCode.Forbidden)]
    public async Task A_cookie_is_a_credential_where_a_setting_says_so(string named, HttpStatusCode status)
    {
        await using var app = await TestApp.StartAsync(
            app => app.Map("/{**path}", () => "ok"), ("Seaworthy:Transport:Http", "Redirect"), ("Seaworthy:Idempotency:Cookies", named));

        using var answer = await SendAsync(app, "GET", "/", "Cookie");

        answer.StatusCode.ShouldBe(status);
    }

    [Theory]
    [InlineData("GET", "/")]
    [InlineData("POST", "/")]
    [InlineData("GET", "/nowhere")]
    public async Task Where_all_is_refused_all_is(string method, string target)
    {
        await using var app = await StartAsync(("Http", "Refuse"));

        using var answer = await SendAsync(app, method, target);

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("Redirect")]
    [InlineData("Refuse")]
    public async Task Whoever_came_by_https_to_a_trusted_proxy_and_every_probe_is_served(string http)
    {
        await using var app = await StartAsync(("Http", http));

        using var secure = await SendAsync(app, "GET", "/", "X-Forwarded-Proto");
        using var probe = await SendAsync(app, "GET", "/health/live");

        secure.StatusCode.ShouldBe(HttpStatusCode.OK);
        probe.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static Task<TestApp> StartAsync(params (string Key, string Value)[] settings) => TestApp.StartAsync(
        app => app.Map("/{**path}", () => "ok"), [.. settings.Select(setting => ($"Seaworthy:Transport:{setting.Key}", setting.Value))]);

    private static async Task<HttpResponseMessage> SendAsync(TestApp app, string method, string target, string? header = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), target);
        request.Headers.Host = "api.example.test";
        if (header is not null)
        {
            request.Headers.TryAddWithoutValidation(header, header switch { "Authorization" => "Bearer secret", "Cookie" => "consent=1; session=2", _ => "https" });
        }

        return await app.Client.SendAsync(request);
    }
}
