using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Seaworthy.Hosting.Settings;
using Seaworthy.Services.Tests.Guard;
using Seaworthy.Services.Tests.Support;

namespace Seaworthy.Services.Tests.Gateway;

/// <summary>One door for all services: whose path it is, in whose shape and by whose settings, and copies that come and go.</summary>
[Trait("Requirement", "R24")]
[Trait("Requirement", "R75")]
public sealed class GatewayTests : IAsyncLifetime
{
    private UpstreamApp _grocery = null!;
    private UpstreamApp _cafe = null!;

    public async Task InitializeAsync() => (_grocery, _cafe) = (await UpstreamApp.StartAsync(), await UpstreamApp.StartAsync());

    public async Task DisposeAsync()
    {
        await _grocery.DisposeAsync();
        await _cafe.DisposeAsync();
    }

    [Fact]
    public async Task Each_service_gets_what_is_below_its_prefix_and_nobody_the_rest()
    {
        await using var gateway = await StartAsync();

        (await gateway.Client.GetAsync("/grocery/api/v1/a?b=1%2F2")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await (await gateway.Client.PostAsync("/cafe/echo?b=1", new StringContent("abc"))).Content.ReadAsStringAsync()).ShouldBe("POST /cafe/echo?b=1 3");
        using var none = await gateway.Client.GetAsync("/todos/api");

        (_grocery.Calls("/grocery/api/v1/a"), _cafe.Calls("/cafe/echo")).ShouldBe((1, 1));
        _grocery.Target.ShouldBe("/grocery/api/v1/a?b=1%2F2");
        none.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await none.Content.ReadFromJsonAsync<JsonNode>())!["type"]!.ToString().ShouldEndWith("/not-found");
    }

    [Fact]
    public async Task A_service_that_is_away_is_told_in_its_own_shape_and_the_others_go_on()
    {
        await using var gateway = await StartAsync();
        await _cafe.DisposeAsync();

        using var away = await gateway.Client.GetAsync("/cafe/a");

        away.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        (await away.Content.ReadFromJsonAsync<JsonNode>())!.AsObject().Select(field => field.Key).ShouldBe(["detail"], "the cafe's errors are one sentence");
        (await gateway.Client.GetAsync("/grocery/a")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_settings_of_a_service_hold_in_front_of_it_and_of_it_alone()
    {
        await using var gateway = await StartAsync(("Services:cafe:RateLimiting:Address", "1/hour"), ("Services:grocery:Cors:Origins:0", "https://shop.example"));
        using var fromPage = new HttpRequestMessage(HttpMethod.Get, "/grocery/a") { Headers = { { "Origin", "https://shop.example" } } };

        var cafe = new[] { await gateway.Client.GetAsync("/cafe/a"), await gateway.Client.GetAsync("/cafe/a") };
        using var grocery = await gateway.Client.SendAsync(fromPage);

        cafe.Select(answer => answer.StatusCode).ShouldBe([HttpStatusCode.OK, HttpStatusCode.TooManyRequests]);
        grocery.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["https://shop.example"]);
    }

    [Fact]
    public async Task Limits_of_a_service_are_told_beside_those_in_front_of_it()
    {
        _cafe.Headers["RateLimit-Policy"] = "\"orders\";q=5;w=60";
        _cafe.Headers["RateLimit"] = "\"orders\";r=4;t=12";
        await using var gateway = await StartAsync(("Services:cafe:RateLimiting:Address", "9/hour"));

        using var answer = await gateway.Client.GetAsync("/cafe/a");

        answer.Headers.GetValues("RateLimit-Policy").ShouldBe(["\"orders\";q=5;w=60", "\"address\";q=9;w=3600"]);
        answer.Headers.GetValues("RateLimit").First().ShouldBe("\"orders\";r=4;t=12");
    }

    [Fact]
    public async Task Copies_change_while_it_runs_and_what_is_under_way_ends_where_it_is()
    {
        await using var gateway = await StartAsync();
        await using var second = await UpstreamApp.StartAsync();
        var slow = gateway.Client.GetAsync("/cafe/slow");
        await UntilAsync(() => _cafe.Calls("/cafe/slow") == 1);

        gateway.Move("cafe", Text(second.Address));

        (await gateway.Client.GetAsync("/cafe/a")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (_cafe.Calls("/cafe/a"), second.Calls("/cafe/a")).ShouldBe((0, 1));
        _cafe.Slow.SetResult();
        (await slow).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task While_copies_come_and_go_no_request_is_dropped()
    {
        await using var gateway = await StartAsync();
        await using var second = await UpstreamApp.StartAsync();
        var (one, both) = (Text(_cafe.Address), $"{Text(_cafe.Address)}, {Text(second.Address)}");
        var stop = new CancellationTokenSource();
        var callers = Enumerable.Range(0, 4).Select(_ => CallAsync(gateway.Client, stop.Token)).ToList();

        for (var i = 0; i < 40; i++)
        {
            gateway.Move("cafe", i % 2 == 0 ? both : one);
            var now = second.Calls("/cafe/a");
            await UntilAsync(() => i % 2 == 1 || second.Calls("/cafe/a") > now);
        }

        await stop.CancelAsync();
        var answers = (await Task.WhenAll(callers)).SelectMany(answer => answer).ToList();
        answers.Count.ShouldBeGreaterThan(40);
        answers.ShouldAllBe(status => status == HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("cafe", "nonsense", "must be an address")]
    [InlineData("todos", "http://127.0.0.1:1", "it takes a restart to serve it")]
    public async Task What_cannot_be_used_changes_nothing_and_is_told(string name, string addresses, string says)
    {
        using var log = new KeptLog();
        await using var gateway = await GatewayApp.StartAsync(Routes, log);

        gateway.Move(name, addresses);

        log.Lines.ShouldContain(line => line.Level == LogLevel.Error && line.Text.Contains(says, StringComparison.Ordinal));
        (await gateway.Client.GetAsync("/cafe/a")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("grocer", "http://localhost:8001", "names no target, did you mean grocery?")]
    [InlineData("cafe", " , ", "must name an address")]
    [InlineData("cafe", "http://a:1, http://a:1", "is named twice")]
    public async Task Routes_that_cannot_be_stop_the_start(string name, string addresses, string says)
    {
        var refused = await Should.ThrowAsync<SettingsException>(() => GatewayApp.StartAsync([(name, addresses)]));

        refused.Faults.ShouldContain(fault => fault.ToString().Contains(says, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Upstreams:0", "http://localhost:1", "a gateway has a route for each service")]
    [InlineData("Tokens", "All", "who may call is asked by each service itself")]
    [InlineData("Callers", "Networks", "who may call is asked by each service itself")]
    [InlineData("UpstreamKnowsKeys", "true", "the services have keys of their own")]
    public async Task What_is_for_guard_alone_is_not_taken_and_forgotten(string setting, string value, string says)
    {
        var refused = await Should.ThrowAsync<SettingsException>(() => StartAsync(($"Seaworthy:Gateway:{setting}", value)));

        refused.Faults.ShouldContain(fault => fault.ToString().Contains(says, StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Requirement", "R85")]
    public async Task A_service_believes_who_signs_what_it_says_and_does_nothing_twice()
    {
        await using var service = await TestApp.StartAsync(
            app => app.MapGet("/cafe/who", (HttpContext context) => $"{context.Connection.RemoteIpAddress} {context.Request.Scheme} {(context.Features.Get<RequestRecord>()!.Deadline < TimeSpan.FromSeconds(6) ? "soon" : "late")}").Public(),
            ("Seaworthy:Gateway:Key", GatewayApp.Key), ("Seaworthy:Client:TrustedProxies:0", "192.0.2.1"), ("Seaworthy:Bounds:DeadlineMs", "20000"), ("Seaworthy:RateLimiting:Address", "1/hour"), ("Seaworthy:Cors:Origins:0", "https://shop.example"));
        await using var gateway = await GatewayApp.StartAsync(
            [("cafe", Text(service.Address))], log: null, ("Seaworthy:Gateway:Key", GatewayApp.Key), ("Seaworthy:Bounds:DeadlineMs", "5000"), ("Seaworthy:Cors:Origins:0", "https://shop.example"));

        for (var i = 0; i < 3; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/cafe/who")
            {
                Headers = { { "X-Forwarded-For", "203.0.113.9" }, { "X-Forwarded-Proto", "https" }, { "Origin", "https://shop.example" }, { "Authorization", "Bearer a" } },
            };
            using var answer = await gateway.Client.SendAsync(request);

            (await answer.Content.ReadAsStringAsync()).ShouldBe("203.0.113.9 https soon");
            answer.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["https://shop.example"]);
            answer.Headers.Vary.Count(name => name == "Origin").ShouldBe(1);
        }

        (await service.Client.GetAsync("/cafe/who")).StatusCode.ShouldBe(HttpStatusCode.OK, "the address of who comes directly is counted by nobody else");
        (await service.Client.GetAsync("/cafe/who")).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    private static async Task<List<HttpStatusCode>> CallAsync(HttpClient client, CancellationToken stop)
    {
        var answers = new List<HttpStatusCode>();
        while (!stop.IsCancellationRequested)
        {
            using var answer = await client.GetAsync("/cafe/a", CancellationToken.None);
            answers.Add(answer.StatusCode);
        }

        return answers;
    }

    private (string, string)[] Routes => [("grocery", Text(_grocery.Address)), ("cafe", Text(_cafe.Address))];

    private Task<TestApp> StartAsync(params (string, string)[] settings) => GatewayApp.StartAsync(Routes, log: null, settings);

    private static string Text(Uri address) => address.ToString().TrimEnd('/');

    private static async Task UntilAsync(Func<bool> isSo)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!isSo())
        {
            TimeProvider.System.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(20));
            await Task.Yield();
        }
    }
}
