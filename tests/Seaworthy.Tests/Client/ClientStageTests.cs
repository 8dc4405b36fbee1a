using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Observability.Logs;

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
        request.Headers.Host = "shop.example";
        request.Headers.Add("X-Forwarded-For", "203.0.113.9");
        request.Headers.Add("X-Forwarded-Proto", "https");

        using var response = await app.Client.SendAsync(request);

        (await response.Content.ReadAsStringAsync()).ShouldBe("https");
        response.Headers.GetValues("Strict-Transport-Security").Single().ShouldBe("max-age=31536000");
    }

    [Theory]
    [InlineData(null, "https", "https")]
    [InlineData(null, "HTTPS", "https")]
    [InlineData(null, "https, http", "http")]
    [InlineData("203.0.113.9", "https, http", "http")]
    [InlineData("203.0.113.9, 10.1.2.3", "https, http", "https")]
    [InlineData("203.0.113.9, 10.1.2.3", "https", "https")]
    [InlineData("6.6.6.6, 203.0.113.9", "https, http", "http")]
    [InlineData("203.0.113.9", "gopher", "http")]
    public async Task The_scheme_is_the_one_that_the_caller_used_with_the_first_trusted_proxy(string? forwarded, string proto, string scheme)
    {
        await using var app = await StartAsync(("Seaworthy:Client:TrustedProxies:0", "127.0.0.0/8"), ("Seaworthy:Client:TrustedProxies:1", "10.0.0.0/8"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/scheme");
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", forwarded is null ? [] : [forwarded]);
        request.Headers.Add("X-Forwarded-Proto", proto);

        using var response = await app.Client.SendAsync(request);

        (await response.Content.ReadAsStringAsync()).ShouldBe(scheme);
    }

    [Fact]
    public async Task A_stranger_s_scheme_means_nothing()
    {
        await using var app = await StartAsync(("Seaworthy:Client:TrustedProxies:0", "192.0.2.1"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/scheme");
        request.Headers.Add("X-Forwarded-Proto", "https");

        using var response = await app.Client.SendAsync(request);

        (await response.Content.ReadAsStringAsync()).ShouldBe("http");
    }

    [Theory]
    [InlineData("127.0.0.0/8", "http nobody")]
    [InlineData("127.0.0.0/8,unix", "https 203.0.113.9")]
    public async Task A_proxy_at_the_other_end_of_a_unix_socket_is_trusted_where_the_setting_says_so(string trusted, string seen)
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.sock");
        var log = new CapturedLog();
        await using var app = TestApp.Build(
            builder =>
            {
                builder.WebHost.UseUrls().ConfigureKestrel(server => server.ListenUnixSocket(path));
                builder.Services.AddSingleton(new LogOutput(log));
                builder.AddSeaworthy();
            },
            app =>
            {
                app.UseSeaworthy();
                app.MapGet("/", (HttpContext context) => $"{context.Request.Scheme} {context.Connection.RemoteIpAddress?.ToString() ?? "nobody"}");
            },
            ("Seaworthy:Client:TrustedProxies", trusted), ("Seaworthy:Observability:JsonLogs", "true"));
        await app.StartAsync();
        using var client = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, ct) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), ct);
                return new NetworkStream(socket, ownsSocket: true);
            },
        });
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");

        (await client.GetStringAsync("http://shop.example/")).ShouldBe(seen);
        (await client.GetStringAsync("http://shop.example/")).ShouldBe(seen);

        await app.StopAsync();
        await app.DisposeAsync();
        log.Lines.Count(line => line.Contains(nameof(EventIds.UntrustedSocket))).ShouldBe(seen.EndsWith("nobody") ? 1 : 0);
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
