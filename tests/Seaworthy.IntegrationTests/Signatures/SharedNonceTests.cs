using System.Net;
using Microsoft.AspNetCore.Builder;
using Seaworthy.Signatures;

namespace Seaworthy.IntegrationTests.Signatures;

/// <summary>A signed request is taken once by all processes together, and what holds while Redis cannot say so.</summary>
[Trait("Requirement", "R11")]
[Trait("Requirement", "R23")]
[Trait("Server", "Redis")]
public sealed class SharedNonceTests
{
    private const string Secret = "b5f3d1c7a9e8064f2b1d3c5a7e9f8061";
    private const string Host = "api.example.test";

    [Fact]
    public async Task What_one_process_has_taken_no_other_takes()
    {
        await using var server = await RedisServer.StartAsync();
        await using var one = await StartAsync(server, SignatureWhenAway.Closed);
        await using var other = await StartAsync(server, SignatureWhenAway.Closed);

        for (var i = 0; i < 20; i++)
        {
            var signed = await SignAsync();
            var answers = await Task.WhenAll(SendAsync(one, signed), SendAsync(other, signed), SendAsync(one, signed), SendAsync(other, signed));
            answers.Count(status => status == HttpStatusCode.OK).ShouldBe(1);
            answers.Count(status => status == HttpStatusCode.Unauthorized).ShouldBe(3);
        }
    }

    [Fact]
    public async Task Without_Redis_nothing_is_taken_where_closed_each_process_goes_on_by_itself_where_told_so_and_all_is_back_by_itself()
    {
        await using var server = await RedisServer.StartAsync();
        await using var closed = await StartAsync(server, SignatureWhenAway.Closed);
        await using var one = await StartAsync(server, SignatureWhenAway.Process);
        await using var other = await StartAsync(server, SignatureWhenAway.Process);
        var before = await SignAsync();
        (await SendAsync(one, before)).ShouldBe(HttpStatusCode.OK);

        await server.StopAsync();

        (await SendAsync(closed, await SignAsync())).ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await SendAsync(one, before)).ShouldBe(HttpStatusCode.Unauthorized);
        var meanwhile = await SignAsync();
        (await SendAsync(one, meanwhile)).ShouldBe(HttpStatusCode.OK);
        (await SendAsync(one, meanwhile)).ShouldBe(HttpStatusCode.Unauthorized);
        (await SendAsync(other, meanwhile)).ShouldBe(HttpStatusCode.OK);

        await server.StartAgainAsync();

        await UntilAsync(async () => await SendAsync(closed, await SignAsync()) == HttpStatusCode.OK);
        (await SendAsync(one, meanwhile)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static Task<TestApp> StartAsync(RedisServer server, SignatureWhenAway whenAway) => TestApp.StartAsync(
        app => app.MapPost("/pay", () => "ok").RequireSignature().Public().WithoutIdempotency(),
        ("REDIS_URL", server.Url.ToString()), ("Seaworthy:Redis:CallTimeoutMs", "5000"),
        ("Seaworthy:Signatures:Keys:partner", Secret), ("Seaworthy:Signatures:WhenAway", $"{whenAway}"));

    private static async Task<HttpRequestMessage> SignAsync()
    {
        var kept = new Kept();
        using var client = new HttpClient(new SignRequests("partner", Secret) { InnerHandler = kept });
        using var _ = await client.PostAsync(new Uri($"http://{Host}/pay"), null);
        return kept.Request!;
    }

    private static async Task<HttpStatusCode> SendAsync(TestApp app, HttpRequestMessage signed)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/pay");
        request.Headers.Host = Host;
        foreach (var (name, values) in signed.Headers)
        {
            request.Headers.Add(name, values);
        }

        using var answer = await app.Client.SendAsync(request);
        return answer.StatusCode;
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!await isSo())
        {
            patience.Token.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Keeps what would be sent.</summary>
    private sealed class Kept : HttpMessageHandler
    {
        public HttpRequestMessage? Request { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Request = request;
            return Task.FromResult(new HttpResponseMessage());
        }
    }
}
