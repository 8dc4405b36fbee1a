using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Seaworthy.Hosting.Management;

namespace Seaworthy.Tests.Hosting;

[Trait("Requirement", "R21")]
public sealed class HealthManagementTests
{
    [Theory]
    [InlineData("GET", "/metrics")]
    [InlineData("POST", "/metrics")]
    [InlineData("GET", "/health/detailed")]
    [InlineData("DELETE", "/health/detailed")]
    public async Task Outside_development_the_public_port_does_not_know_what_operators_see(string method, string path)
    {
        await using var app = await StartAsync(Environments.Production);

        using var hidden = await app.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
        using var unknown = await app.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), "/nothing"));

        hidden.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        Names(hidden).ShouldBe(Names(unknown));
        (await hidden.Content.ReadAsStringAsync()).ShouldContain($"No endpoint has the path {path}.");
    }

    [Fact]
    public async Task The_management_port_knows_what_operators_see_and_nothing_else()
    {
        await using var app = await StartAsync(Environments.Production, port: FreePort());
        using var ops = new HttpClient { BaseAddress = app.App.Services.GetRequiredService<ManagementServer>().Address };

        (await ops.GetAsync("/metrics")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ops.GetAsync("/health/detailed")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ops.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ops.GetAsync("/items")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await ops.PostAsync("/items", null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await app.Client.GetAsync("/items")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await app.Client.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task In_development_a_caller_on_this_machine_is_an_operator_and_one_behind_a_proxy_is_not()
    {
        await using var app = await StartAsync(Environments.Development);
        using var forwarded = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        forwarded.Headers.Add("X-Forwarded-For", "203.0.113.9");

        (await app.Client.GetAsync("/metrics")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await app.Client.SendAsync(forwarded)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task In_development_a_stranger_cannot_say_that_he_is_local()
    {
        var address = Dns.GetHostAddresses(Dns.GetHostName())
            .FirstOrDefault(address => address.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(address));
        if (address is null)
        {
            return; // a machine without any other address has no strangers
        }

        await using var app = await StartAsync(Environments.Development, "http://0.0.0.0:0", 0, ("Seaworthy:Client:TrustedProxies:2", $"{address}"));
        using var stranger = new HttpClient { BaseAddress = new UriBuilder(app.Address) { Host = address.ToString() }.Uri };
        stranger.DefaultRequestHeaders.Add("X-Forwarded-For", "127.0.0.1");

        (await stranger.GetAsync("/metrics")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await stranger.GetAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_management_port_that_was_set_and_is_taken_stops_the_start()
    {
        using var taken = new TcpListener(IPAddress.Any, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        await Should.ThrowAsync<IOException>(() => StartAsync(Environments.Production, port: port));
    }

    [Fact]
    public async Task The_management_port_is_open_over_both_versions_of_the_protocol()
    {
        if (!Socket.OSSupportsIPv6)
        {
            return; // such a machine has one
        }

        var port = FreePort();
        await using var app = await StartAsync(Environments.Production, port: port);
        using var ops = new HttpClient();

        (await ops.GetAsync($"http://[::1]:{port}/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ops.GetAsync($"http://127.0.0.1:{port}/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
        app.App.Services.GetRequiredService<ManagementServer>().Address.ShouldBe(new Uri($"http://127.0.0.1:{port}"));
    }

    [Fact]
    public async Task A_management_port_of_nought_is_none()
    {
        await using var app = await StartAsync(Environments.Production);

        app.App.Services.GetRequiredService<ManagementServer>().Address.ShouldBeNull();
    }

    internal static int FreePort()
    {
        using var free = new TcpListener(IPAddress.Any, 0);
        free.Start();
        return ((IPEndPoint)free.LocalEndpoint).Port;
    }

    private static string[] Names(HttpResponseMessage response) =>
        [.. response.Headers.Concat(response.Content.Headers).Select(header => header.Key).Order()];

    private static Task<TestApp> StartAsync(string environment, string? url = null, int port = 0, params (string Key, string Value)[] more) => TestApp.StartAsync(
        builder =>
        {
            builder.Environment.EnvironmentName = environment;
            builder.AddSeaworthy();
        },
        app =>
        {
            if (url is not null)
            {
                app.Urls.Clear();
                app.Urls.Add(url);
            }

            app.UseSeaworthy();
            app.MapGet("/items", () => "ok");
        },
        [("Seaworthy:Management:Port", $"{port}"), .. more]);
}
