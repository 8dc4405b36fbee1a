using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Seaworthy.RateLimiting;
using Seaworthy.Tests.Api;

namespace Seaworthy.Tests.RateLimiting;

/// <summary>What an answer tells about limits, read by a strict parser of structured fields.</summary>
[Trait("Requirement", "R2")]
public sealed class LimitFieldsTests
{
    [Fact]
    public async Task Every_answer_says_what_is_allowed_and_what_is_left()
    {
        await using var app = await StartAsync(("RateLimiting:Address", "100/minute burst 5"), ("RateLimiting:Policies:orders", "4/10s"));

        var first = await app.AskAsync("/orders");
        var second = await app.AskAsync("/orders");

        var policies = StructuredList.Parse(first.Headers["RateLimit-Policy"]);
        policies.Select(policy => policy.Name).ShouldBe(["address", "orders"]);
        policies[0].Parameters.ShouldBe(new Dictionary<string, long> { ["q"] = 100, ["w"] = 60, ["sw-burst"] = 5 });
        policies[1].Parameters.ShouldBe(new Dictionary<string, long> { ["q"] = 4, ["w"] = 10 });
        first.Limit.ShouldBe(("orders", 3, 3)); // the one that is closest to its end; all is left again after 2.5 s
        second.Limit.ShouldBe(("orders", 2, 5));
        second.Headers["RateLimit-Policy"].ShouldBe(first.Headers["RateLimit-Policy"]);
        first.Headers.ShouldNotContainKey("X-RateLimit-Limit");
        first.Headers.ShouldNotContainKey("Retry-After");
    }

    [Theory]
    [InlineData("5/minute")]
    [InlineData("5/minute sliding")]
    public async Task What_is_left_falls_by_one_and_is_nothing_at_the_last_request_that_gets_through(string limit)
    {
        await using var app = await StartAsync(("RateLimiting:Address", limit));
        var left = new List<long>();
        for (var i = 0; i < 5; i++)
        {
            left.Add((await app.AskAsync("/items")).Limit!.Value.Left);
        }

        var refused = await app.AskAsync("/items");

        left.ShouldBe([4, 3, 2, 1, 0]);
        refused.Status.ShouldBe(429);
        refused.Limit!.Value.Left.ShouldBe(0);
        int.Parse(refused.Headers["Retry-After"]).ShouldBeGreaterThanOrEqualTo((int)refused.Limit.Value.Seconds);
    }

    [Fact]
    public async Task A_refusal_is_a_problem_that_names_the_limits_and_is_kept_by_nobody()
    {
        await using var app = await StartAsync(("RateLimiting:Policies:orders", "1/minute"));
        await app.AskAsync("/orders");

        var refused = await app.AskAsync("/orders");

        refused.Status.ShouldBe(429);
        refused.Headers["Content-Type"].ShouldBe("application/problem+json");
        refused.Headers["Cache-Control"].ShouldBe("no-store");
        refused.Headers["Retry-After"].ShouldBe("60");
        var problem = JsonDocument.Parse(refused.Body).RootElement;
        problem.GetProperty("type").GetString().ShouldBe("https://iana.org/assignments/http-problem-types#quota-exceeded");
        problem.GetProperty("title").GetString().ShouldBe("Rate limit exceeded");
        problem.GetProperty("detail").GetString().ShouldBe("The limit 'orders' is 1/minute per address.");
        problem.GetProperty("violated-policies").EnumerateArray().Select(name => name.GetString()).ShouldBe(["orders"]);
    }

    [Theory]
    [InlineData("Standard", "RateLimit-Policy,RateLimit")]
    [InlineData("Legacy", "X-RateLimit-Limit,X-RateLimit-Remaining,X-RateLimit-Reset")]
    [InlineData("Both", "RateLimit-Policy,RateLimit,X-RateLimit-Limit,X-RateLimit-Remaining,X-RateLimit-Reset")]
    [InlineData("None", "")]
    public async Task Which_headers_are_sent_is_a_setting(string kind, string sent)
    {
        await using var app = await StartAsync(("RateLimiting:Address", "10/minute"), ("RateLimiting:Headers", kind));

        var answer = await app.AskAsync("/items");

        answer.Headers.Keys.Where(name => name.Contains("RateLimit", StringComparison.Ordinal)).ShouldBe(sent.Split(',', StringSplitOptions.RemoveEmptyEntries), ignoreOrder: true);
        if (sent.Contains("X-"))
        {
            answer.Headers["X-RateLimit-Limit"].ShouldBe("10");
            answer.Headers["X-RateLimit-Remaining"].ShouldBe("9");
            answer.Headers["X-RateLimit-Reset"].ShouldBe($"{app.Time.GetUtcNow().ToUnixTimeSeconds() + 6}");
        }
    }

    [Fact]
    public async Task An_answer_that_an_application_s_own_handler_wrote_anew_has_them_too()
    {
        await using var app = await StartAsync(("RateLimiting:Address", "10/minute"));

        (await app.AskAsync("/clears")).Limit!.Value.Left.ShouldBe(9);
    }

    [Theory]
    [InlineData("grocery")]
    [InlineData("cafe")]
    [InlineData("workforce")]
    [InlineData("todos")]
    [InlineData("rides")]
    public async Task Each_dialect_refuses_in_its_own_shape_with_the_documents_sentence(string service)
    {
        await using var app = await FiveShops.StartAsync(("Seaworthy:RateLimiting:Address", "1/minute"));
        await app.Client.GetAsync($"/{service}/status");

        using var refused = await app.Client.GetAsync($"/{service}/status");

        ((int)refused.StatusCode).ShouldBe(429);
        refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(1, 60);
        var json = JsonDocument.Parse(await refused.Content.ReadAsStringAsync()).RootElement;
        (service switch
        {
            "cafe" => json.GetProperty("detail"),
            "workforce" => json.GetProperty("message"),
            "todos" => json.GetProperty("error").GetProperty("message"),
            _ => json.GetProperty("title"),
        }).GetString().ShouldBe("Rate limit exceeded");
    }

    [Fact]
    public async Task Services_of_one_process_count_apart()
    {
        await using var app = await FiveShops.StartAsync(("Seaworthy:RateLimiting:Address", "1/minute"), ("Services:rides:RateLimiting:Address", "2/minute"));

        ((int)(await app.Client.GetAsync("/cafe/status")).StatusCode).ShouldBe(200);
        ((int)(await app.Client.GetAsync("/cafe/status")).StatusCode).ShouldBe(429);
        ((int)(await app.Client.GetAsync("/rides/status")).StatusCode).ShouldBe(200);
        ((int)(await app.Client.GetAsync("/rides/status")).StatusCode).ShouldBe(200);
        ((int)(await app.Client.GetAsync("/rides/status")).StatusCode).ShouldBe(429);
    }

    [Fact]
    public void A_text_that_was_written_once_is_not_made_again()
    {
        var fields = OracleTests.Policy("1000/minute").Fields;
        All();

        var before = GC.GetAllocatedBytesForCurrentThread();
        All();

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(20_000); // a few share a place
        fields.At(7, 60).ToString().ShouldEndWith(";r=7;t=60");
        fields.At(7, 59).ToString().ShouldEndWith(";r=7;t=59");

        void All()
        {
            for (var left = 999; left > 900; left--)
            {
                fields.At(left, ((1000 - left) * 60 / 1000) + 1);
            }
        }
    }

    private static Task<LimitedApp> StartAsync(params (string Key, string Value)[] settings) => LimitedApp.StartAsync(
        app =>
        {
            app.MapGet("/items", () => "ok");
            app.MapGet("/orders", () => "ok").RequireLimit("orders");
            app.MapGet("/clears", (HttpContext context) =>
            {
                context.Response.Clear();
                return "cleared";
            });
        },
        [("RateLimiting:Policies:orders", "off"), .. settings]);
}
