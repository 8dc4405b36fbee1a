using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Api.Dialects;
using Seaworthy.Hosting;
using Seaworthy.Pipeline;

namespace Seaworthy.Tests.Hosting;

/// <summary>What is for this machine only is not there for anybody else.</summary>
public sealed class LoopbackTests : IAsyncLifetime
{
    private TestApp _app = null!;

    public async Task InitializeAsync() => _app = await StartAsync();

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Theory]
    [InlineData("GET", 200)]
    [InlineData("HEAD", 200)]
    [InlineData("POST", 200)]
    [InlineData("DELETE", 405)]
    public async Task A_caller_on_this_machine_gets_in(string method, int status)
    {
        using var response = await SendAsync(method, "/shop/admin/stock");

        ((int)response.StatusCode).ShouldBe(status);
    }

    [Theory]
    [InlineData("Host", "localhost:8000")]
    [InlineData("Host", "shop.localhost")]
    [InlineData("Host", "[::1]:8000")]
    [InlineData("Origin", "http://localhost:5173")]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    public async Task So_does_one_by_any_name_of_this_machine(string header, string value)
    {
        using var response = await SendAsync("GET", "/shop/admin/stock", (header, value));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.9")]
    [InlineData("X-Forwarded-For", "127.0.0.1, 203.0.113.9")]
    [InlineData("X-Forwarded-For", "203.0.113.9, 127.0.0.1")]
    [InlineData("X-Real-IP", "203.0.113.9")]
    [InlineData("Forwarded", "for=203.0.113.9")]
    [InlineData("Via", "1.1 proxy")]
    [InlineData("Host", "shop.example")]
    [InlineData("Host", "localhost.shop.example")]
    [InlineData("Origin", "https://shop.example")]
    [InlineData("Origin", "null")]
    public async Task A_stranger_behind_a_proxy_or_a_page_on_this_machine_does_not(string header, string value)
    {
        foreach (var method in (string[])["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"])
        {
            using var hidden = await SendAsync(method, "/shop/admin/stock", (header, value));
            using var unknown = await SendAsync(method, "/shop/nothing/there", (header, value));

            hidden.StatusCode.ShouldBe(HttpStatusCode.NotFound, method);
            Names(hidden).ShouldBe(Names(unknown), method);
            (await hidden.Content.ReadAsStringAsync()).ShouldStartWith(method == "HEAD" ? "" : "{\"detail\":", customMessage: "the shop speaks the cafe's dialect");
        }
    }

    [Fact]
    public async Task A_proxy_that_is_not_trusted_makes_no_stranger_local()
    {
        await using var app = await StartAsync(("Seaworthy:Client:TrustedProxies:0", "10.0.0.0/8"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/shop/admin/stock");
        request.Headers.Add("X-Forwarded-For", "203.0.113.9");

        (await app.Client.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_stranger_cannot_say_that_he_is_local()
    {
        var address = Dns.GetHostAddresses(Dns.GetHostName())
            .FirstOrDefault(address => address.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(address));
        if (address is null)
        {
            return; // a machine without any other address has no strangers
        }

        await using var app = await StartAsync(("Seaworthy:Client:TrustedProxies:2", $"{address}"), ("urls", "http://0.0.0.0:0"));
        using var stranger = new HttpClient { BaseAddress = new UriBuilder(app.Address) { Host = address.ToString() }.Uri };
        stranger.DefaultRequestHeaders.Add("X-Forwarded-For", "127.0.0.1");
        stranger.DefaultRequestHeaders.Host = "localhost";

        (await stranger.GetAsync("/shop/admin/stock")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await stranger.GetAsync("/shop/goods")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_path_that_has_an_open_method_too_shows_that_one_to_strangers()
    {
        using var read = await SendAsync("GET", "/shop/goods", ("X-Forwarded-For", "203.0.113.9"));
        using var changed = await SendAsync("PUT", "/shop/goods", ("X-Forwarded-For", "203.0.113.9"));

        read.StatusCode.ShouldBe(HttpStatusCode.OK);
        changed.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        changed.Content.Headers.Allow.ShouldBe(["GET", "HEAD"]);
    }

    [Fact]
    public async Task The_description_that_strangers_read_does_not_name_it()
    {
        var document = await _app.Client.GetStringAsync("/shop/openapi/v1.json");

        document.ShouldContain("/shop/goods");
        document.ShouldNotContain("admin");
    }

    [Fact]
    public void Its_plan_says_so()
    {
        var plans = _app.App.Services.GetRequiredService<EndpointPlans>().All;

        plans.Where(plan => plan.IsLoopbackOnly).Select(plan => $"{plan.Methods[0]} {plan.Route}").Where(name => name.Contains("/shop"))
            .ShouldBe(["PUT /shop/goods", "GET /shop/admin/stock", "POST /shop/admin/stock"]);
    }

    private static string[] Names(HttpResponseMessage response) =>
        [.. response.Headers.Concat(response.Content.Headers).Select(header => header.Key).Order()];

    private static Task<TestApp> StartAsync(params (string Key, string Value)[] settings) => TestApp.StartAsync(
        builder => builder.AddSeaworthy().AddModule<Shop>(),
        app =>
        {
            if (settings.FirstOrDefault(setting => setting.Key == "urls").Value is { } urls)
            {
                app.Urls.Clear();
                app.Urls.Add(urls);
            }

            app.UseSeaworthy();
        },
        [.. settings.Where(setting => setting.Key != "urls")]);

    private async Task<HttpResponseMessage> SendAsync(string method, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method == "POST")
        {
            request.Content = new StringContent("[1]", new MediaTypeHeaderValue("application/json"));
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await _app.Client.SendAsync(request);
    }

    private sealed class Shop : IModule
    {
        public static ModuleInfo Info { get; } = new("shop", "A shop", Dialect.Cafe);

        public static void AddServices(ModuleBuilder module)
        {
        }

        public static void MapRoutes(Microsoft.AspNetCore.Routing.RouteGroupBuilder routes)
        {
            routes.MapGet("/goods", () => "goods");
            routes.MapPut("/goods", () => "changed").RequireLoopback();
            var admin = routes.MapGroup("/admin").RequireLoopback();
            admin.MapGet("/stock", () => "stock");
            admin.MapPost("/stock", (int[]? counted) => counted?.Length ?? 0).Accepts<int[]>("application/json");
        }
    }
}
