using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;

namespace Seaworthy.Tests.Pipeline;

[Trait("Requirement", "R7")]
public sealed class PipelineOrderTests : IAsyncLifetime
{
    private const string Origin = "https://shop.example";
    private TestApp _app = null!;

    public async Task InitializeAsync() => _app = await TestApp.StartAsync(
        app =>
        {
            app.MapGet("/items", () => "ok");
            app.MapPost("/items", (Dictionary<string, string> body) => body).WithBodyLimit(100);
            app.MapGet("/fails", string () => throw new InvalidOperationException("secret text"));
            app.MapGet("/slow", async (CancellationToken ct) => await Task.Delay(Timeout.Infinite, ct)).WithDeadline(TimeSpan.FromMilliseconds(50));
        },
        ("Seaworthy:Cors:Origins:0", Origin));

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Theory]
    [InlineData("GET", "/items", 0, HttpStatusCode.OK)]
    [InlineData("GET", "/nothing", 0, HttpStatusCode.NotFound)]
    [InlineData("DELETE", "/items", 0, HttpStatusCode.MethodNotAllowed)]
    [InlineData("POST", "/items", 200, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData("POST", "/items", 1, HttpStatusCode.BadRequest)]
    [InlineData("GET", "/fails", 0, HttpStatusCode.InternalServerError)]
    [InlineData("GET", "/slow", 0, HttpStatusCode.GatewayTimeout)]
    [InlineData("OPTIONS", "/items", 0, HttpStatusCode.NoContent)]
    public async Task Every_answer_carries_the_cors_headers(string method, string path, int body, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Add("Origin", Origin);
        if (body > 0)
        {
            request.Content = new StringContent(new string('x', body), new MediaTypeHeaderValue("application/json"));
        }

        using var response = await _app.Client.SendAsync(request);

        response.StatusCode.ShouldBe(status, await response.Content.ReadAsStringAsync());
        response.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe([Origin]);
        response.Headers.Vary.ShouldContain("Origin");
        response.Headers.Contains("X-Request-ID").ShouldBeTrue();
        response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        if ((int)status >= 400)
        {
            response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
            (await response.Content.ReadAsStringAsync()).ShouldNotContain("secret");
        }
    }

    [Theory]
    [Trait("Requirement", "R85")]
    [InlineData("/items")]
    [InlineData("/nothing")]
    public async Task A_proxy_that_sends_garbage_is_refused_with_the_headers_of_every_answer(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Origin", Origin);
        request.Headers.Add("X-Forwarded-For", "not an address");

        using var response = await _app.Client.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        response.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe([Origin]);
        response.Headers.Vary.ShouldContain("Origin");
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        response.Headers.Contains("X-Request-ID").ShouldBeTrue();
        response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
    }

    [Fact]
    public async Task A_preflight_is_answered_without_an_endpoint()
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, "/items");
        request.Headers.Add("Origin", Origin);
        request.Headers.Add("Access-Control-Request-Method", "POST");

        using var response = await _app.Client.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        response.Headers.GetValues("Access-Control-Allow-Methods").Single().ShouldContain("POST");
    }

    [Fact]
    [Trait("Requirement", "R85")]
    public async Task A_preflight_is_answered_whatever_a_proxy_sends_so_that_the_page_can_read_the_refusal_that_follows()
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, "/items");
        request.Headers.Add("Origin", Origin);
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.Add("X-Forwarded-For", "not an address");

        using var response = await _app.Client.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        response.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe([Origin]);
    }
}
