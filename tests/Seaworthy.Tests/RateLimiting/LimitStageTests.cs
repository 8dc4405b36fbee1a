using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Tests.Hosting;

namespace Seaworthy.Tests.RateLimiting;

[Trait("Requirement", "R1")]
public sealed class LimitStageTests
{
    private static readonly (string, string) Three = ("RateLimiting:Address", "3/minute");
    private static readonly (string, string) Orders = ("RateLimiting:Policies:orders", "2/minute");

    [Fact]
    public async Task As_many_requests_as_the_limit_get_through_in_one_second_and_the_next_is_refused()
    {
        await using var app = await StartAsync(Three);

        (await StatusesAsync(app, 5, "/items")).ShouldBe([200, 200, 200, 429, 429]);
        (await app.AskAsync("/items", LimitedApp.Bob)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Who_waited_long_before_the_limit_was_asked_is_not_refused_for_who_came_later_and_was_quicker()
    {
        var time = new ManualTime();
        await using var app = await TestApp.StartAsync(
            builder =>
            {
                builder.Services.AddSingleton<TimeProvider>(time);
                builder.AddSeaworthy();
            },
            app =>
            {
                // Stages read this before a limit is asked.
                app.Use((context, next) =>
                {
                    if (context.Request.Path == "/slow")
                    {
                        context.Features.Set<IHttpMaxRequestBodySizeFeature>(new SlowFeature(() =>
                        {
                            time.Advance(TimeSpan.FromSeconds(5));
                            using var other = new HttpClient();
                            using var quick = other.Send(new HttpRequestMessage(HttpMethod.Get, $"{app.Urls.First()}/quick"));
                            quick.StatusCode.ShouldBe(HttpStatusCode.OK);
                            time.Advance(TimeSpan.FromSeconds(1));
                        }));
                    }

                    return next();
                });
                app.UseSeaworthy();
                app.MapGet("/slow", () => "ok");
                app.MapGet("/quick", () => "ok");
            },
            ("Seaworthy:RateLimiting:Address", "1/second"));

        (await app.Client.GetAsync("/slow")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_refused_request_does_not_count_so_that_asking_on_does_not_keep_the_door_shut()
    {
        await using var app = await StartAsync(Three);
        await StatusesAsync(app, 20, "/items");

        app.Time.Advance(TimeSpan.FromSeconds(20));

        (await StatusesAsync(app, 2, "/items")).ShouldBe([200, 429]);
    }

    [Fact]
    [Trait("Requirement", "R2")]
    public async Task Waiting_as_long_as_it_says_lets_the_request_through_and_not_a_second_less()
    {
        await using var app = await StartAsync(Three);
        await StatusesAsync(app, 3, "/items");
        var wait = int.Parse((await app.AskAsync("/items")).Headers["Retry-After"]);

        wait.ShouldBe(20);
        app.Time.Advance(TimeSpan.FromSeconds(wait - 1));
        (await app.AskAsync("/items")).Status.ShouldBe(429);
        app.Time.Advance(TimeSpan.FromSeconds(1));
        (await app.AskAsync("/items")).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("GET", "/nowhere", 404)]
    [InlineData("DELETE", "/items", 405)]
    [InlineData("OPTIONS", "/items", 204)]
    [InlineData("HEAD", "/items", 405)]
    [InlineData("GET", "/fails", 500)]
    public async Task Whatever_becomes_of_a_request_it_counts(string method, string path, int status)
    {
        await using var app = await StartAsync(Three);

        (await StatusesAsync(app, 4, path, method)).ShouldBe([status, status, status, 429]);
    }

    [Fact]
    public async Task Preflights_and_probes_are_never_refused()
    {
        await using var app = await StartAsync(Three, ("Cors:Origins:0", "https://shop.example"));
        await StatusesAsync(app, 4, "/items");

        (await app.AskAsync("/items", method: "OPTIONS", headers: ["Origin: https://shop.example", "Access-Control-Request-Method: GET"])).Status.ShouldBe(204);
        foreach (var path in (string[])["/health/live", "/health/ready", "/health", "/probe"])
        {
            var answer = await app.AskAsync(path);
            answer.Status.ShouldBe(200, path);
            answer.Limit.ShouldBeNull(path);
        }
    }

    [Fact]
    public async Task A_page_of_an_allowed_origin_can_read_the_refusal()
    {
        await using var app = await StartAsync(Three, ("Cors:Origins:0", "https://shop.example"));
        await StatusesAsync(app, 3, "/items");

        var refused = await app.AskAsync("/items", headers: "Origin: https://shop.example");

        refused.Status.ShouldBe(429);
        refused.Headers["Access-Control-Allow-Origin"].ShouldBe("https://shop.example");
        refused.Headers["Access-Control-Expose-Headers"].ShouldContain("RateLimit, RateLimit-Policy");
        refused.Headers["X-Content-Type-Options"].ShouldBe("nosniff");
    }

    [Fact]
    public async Task A_refused_request_never_reaches_its_endpoint_and_what_bounds_refuse_is_not_counted()
    {
        await using var app = await StartAsync(("RateLimiting:Address", "1/minute"), ("Bounds:UrlChars", "100"));

        (await StatusesAsync(app, 3, "/counted?x=" + new string('x', 100))).ShouldBe([414, 414, 414]);
        (await app.AskAsync("/counted")).Body.ShouldBe("1");
        (await app.AskAsync("/counted")).Status.ShouldBe(429);
        (await app.AskAsync("/counted", LimitedApp.Bob)).Body.ShouldBe("2");
    }

    [Fact]
    public async Task A_named_limit_is_shared_by_all_that_name_it_and_holds_beside_the_one_of_the_address()
    {
        await using var app = await StartAsync(("RateLimiting:Address", "4/minute"), Orders);

        (await StatusesAsync(app, 2, "/orders", "POST")).ShouldBe([200, 200]);
        (await app.AskAsync("/orders/recent")).Status.ShouldBe(429);
        (await StatusesAsync(app, 3, "/items")).ShouldBe([200, 200, 429]); // the refused one took nothing from the address
    }

    [Fact]
    public async Task A_dear_request_counts_for_several()
    {
        await using var app = await StartAsync();

        (await StatusesAsync(app, 3, "/report")).ShouldBe([200, 429, 429]);
        (await StatusesAsync(app, 3, "/row")).ShouldBe([200, 200, 429]);
    }

    [Fact]
    public async Task An_endpoint_without_limits_has_none()
    {
        await using var app = await StartAsync(("RateLimiting:Address", "1/minute"));

        (await StatusesAsync(app, 3, "/free")).ShouldBe([200, 200, 200]);
        (await app.AskAsync("/free")).Headers.ShouldNotContainKey("RateLimit");
    }

    [Fact]
    public async Task All_callers_of_an_endpoint_can_be_counted_together()
    {
        await using var app = await StartAsync(("RateLimiting:Policies:orders", "2/minute per endpoint"));

        (await app.AskAsync("/orders/recent")).Status.ShouldBe(200);
        (await app.AskAsync("/orders/recent", LimitedApp.Bob)).Status.ShouldBe(200);
        (await app.AskAsync("/orders/recent", "192.0.2.3")).Status.ShouldBe(429);
        (await app.AskAsync("/orders", "192.0.2.3", "POST")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Users_are_counted_each_wherever_they_call_from_and_strangers_by_their_address()
    {
        await using var app = await StartAsync(("RateLimiting:Policies:orders", "1/minute per subject"));

        (await SignedInAsync("ada@example.com")).ShouldBe(200);
        (await SignedInAsync("ada@example.com")).ShouldBe(429);
        (await SignedInAsync("bob@example.com")).ShouldBe(200);
        (await app.AskAsync("/orders/recent")).Status.ShouldBe(200);
        (await app.AskAsync("/orders/recent")).Status.ShouldBe(429);
        (await app.AskAsync("/orders/recent", LimitedApp.Bob)).Status.ShouldBe(200);

        // A caller on this machine, with no proxy before it, is believed in Development.
        async Task<int> SignedInAsync(string email)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/orders/recent");
            request.Headers.Add("Authorization", $"Development {email}");
            using var response = await app.App.Client.SendAsync(request);
            return (int)response.StatusCode;
        }
    }

    [Theory]
    [Trait("Requirement", "R85")]
    [InlineData(64, "2001:db8::1", "2001:db8::2", true)]
    [InlineData(64, "2001:db8::1", "2001:db8:0:0:ffff:ffff:ffff:ffff", true)]
    [InlineData(64, "2001:db8::1", "2001:db8:0:1::1", false)]
    [InlineData(48, "2001:db8::1", "2001:db8:0:1::1", true)]
    [InlineData(128, "2001:db8::1", "2001:db8::2", false)]
    [InlineData(64, "192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData(64, "192.0.2.1", "192.0.2.2", false)]
    public async Task An_ipv6_network_is_one_client(int prefix, string first, string second, bool isOne)
    {
        await using var app = await StartAsync(("RateLimiting:Address", "1/minute"), ("RateLimiting:IPv6Prefix", $"{prefix}"));
        await app.AskAsync("/items", first);

        (await app.AskAsync("/items", second)).Status.ShouldBe(isOne ? 429 : 200);
    }

    [Fact]
    [Trait("Requirement", "R85")]
    public async Task Nobody_gets_a_new_count_by_claiming_another_address()
    {
        await using var app = await StartAsync(("RateLimiting:Address", "1/minute"), ("Client:TrustedProxies", "203.0.113.1"));
        await app.AskAsync("/items");

        (await app.AskAsync("/items", LimitedApp.Bob)).Status.ShouldBe(429);
        (await app.AskAsync("/items", LimitedApp.Bob, headers: ["X-Real-IP: 192.0.2.9", "Forwarded: for=192.0.2.9"])).Status.ShouldBe(429);
    }

    [Fact]
    public async Task Switched_off_nothing_counts_and_endpoints_that_name_a_limit_stay_as_they_are()
    {
        await using var app = await StartAsync(("RateLimiting:Address", "1/minute"), Orders, ("RateLimiting:Enabled", "false"));

        (await StatusesAsync(app, 5, "/orders", "POST")).ShouldAllBe(status => status == 200);
        (await app.AskAsync("/items")).Headers.ShouldNotContainKey("RateLimit");
    }

    private static Task<LimitedApp> StartAsync(params (string Key, string Value)[] settings)
    {
        var handled = 0;
        return LimitedApp.StartAsync(
            app =>
            {
                app.MapGet("/items", () => "ok");
                app.MapGet("/counted", () => $"{Interlocked.Increment(ref handled)}");
                app.MapGet("/fails", string () => throw new InvalidOperationException());
                app.MapGet("/probe", () => "ok").InClass(RequestClass.Probe);
                app.MapPost("/orders", () => "placed").RequireLimit("orders");
                app.MapGet("/orders/recent", () => "recent").RequireLimit("orders");
                app.MapGet("/report", () => "report").RequireLimit("rows", cost: 3);
                app.MapGet("/row", () => "row").RequireLimit("rows");
                app.MapGroup("").RequireLimit("orders").MapGet("/free", () => "free").WithoutLimit();
            },
            [("RateLimiting:Policies:orders", "off"), ("RateLimiting:Policies:rows", "5/minute"), .. settings]);
    }

    private static async Task<int[]> StatusesAsync(LimitedApp app, int times, string path, string method = "GET")
    {
        var statuses = new int[times];
        for (var i = 0; i < times; i++)
        {
            statuses[i] = (await app.AskAsync(path, method: method)).Status;
        }

        return statuses;
    }

    private sealed class SlowFeature(Action wait) : IHttpMaxRequestBodySizeFeature
    {
        public bool IsReadOnly
        {
            get
            {
                wait();
                return true;
            }
        }

        public long? MaxRequestBodySize { get; set; }
    }
}
