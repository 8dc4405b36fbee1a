using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Tests.Observability;

namespace Seaworthy.Tests.Identity;

/// <summary>What goes by who calls, and that he is known before it.</summary>
[Trait("Requirement", "R10")]
[Trait("Requirement", "R89")]
public sealed class IdentityStageTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_limit_by_subject_counts_whom_the_applications_own_scheme_knows()
    {
        await using var app = await StartAsync(("RateLimiting:Policies:two", "2/minute per subject"));

        (await app.AskAsync("/limited", "sub=ada")).Status.ShouldBe(200);
        (await app.AskAsync("/limited", "sub=ada")).Status.ShouldBe(200);
        (await app.AskAsync("/limited", "sub=ada")).Status.ShouldBe(429);
        (await app.AskAsync("/limited", "sub=bob")).Status.ShouldBe(200);
        (await app.AskAsync("/limited")).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("SubjectClaim", "two", "2/minute per subject", "uid=ada; sub=1", "uid=ada; sub=2")]
    [InlineData("TenantClaim", "two", "2/minute per tenant", "shop=a; tenant=1", "shop=a; tenant=2")]
    public async Task Which_claims_say_who_and_for_whom_is_a_setting(string setting, string limit, string text, string one, string other)
    {
        await using var app = await StartAsync(($"RateLimiting:Policies:{limit}", text), ($"Identity:{setting}", one.Split('=')[0]));

        (await app.AskAsync("/limited", one)).Status.ShouldBe(200);
        (await app.AskAsync("/limited", other)).Status.ShouldBe(200);
        (await app.AskAsync("/limited", one)).Status.ShouldBe(429);
    }

    [Theory]
    [InlineData("tenant=a", "tenant=b")]
    [InlineData("tenant_id=a", "tenant_id=b")]
    [InlineData("tid=a", "tid=b")]
    public async Task The_usual_names_of_a_tenant_are_understood(string one, string other)
    {
        await using var app = await StartAsync(("RateLimiting:Policies:two", "1/minute per tenant"));

        (await app.AskAsync("/limited", one)).Status.ShouldBe(200);
        (await app.AskAsync("/limited", one)).Status.ShouldBe(429);
        (await app.AskAsync("/limited", other)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Who_is_refused_has_spent_nothing_of_what_stands_behind()
    {
        await using var app = await StartAsync(("RateLimiting:Policies:two", "1/minute per subject"));

        (await app.AskAsync("/staff", "sub=ada")).Status.ShouldBe(403);
        (await app.AskAsync("/staff", "sub=ada")).Status.ShouldBe(403);
        (await app.AskAsync("/staff", "sub=ada; role=staff")).Status.ShouldBe(200);
        (await app.AskAsync("/staff", "sub=ada; role=staff")).Status.ShouldBe(429);
    }

    [Fact]
    public async Task A_kept_answer_reaches_nobody_whom_the_endpoint_refuses()
    {
        await using var app = await StartAsync();
        var made = await app.AskAsync("/kept", "sub=ada; role=staff");

        var stranger = await app.AskAsync("/kept");
        var guest = await app.AskAsync("/kept", "sub=eve");
        var staff = await app.AskAsync("/kept", "sub=bob; role=staff");

        (made.Status, stranger.Status, guest.Status, staff.Status).ShouldBe((200, 401, 403, 200));
        staff.Body.ShouldBe("for ada");
    }

    [Fact]
    public async Task An_answer_is_not_kept_for_others_by_whatever_header_the_application_knows_its_callers()
    {
        await using var app = await StartAsync();

        var ada = await app.AskAsync("/mine", null, "GET", "Who: sub=ada");
        var bob = await app.AskAsync("/mine", null, "GET", "Who: sub=bob");
        var stranger = await app.AskAsync("/mine");

        (ada.Body, bob.Body, stranger.Body).ShouldBe(("for ada", "for bob", "for nobody"));
    }

    [Fact]
    public async Task A_key_is_the_callers_own()
    {
        await using var app = await StartAsync();

        var ada = await app.AskAsync("/orders", "sub=ada", "POST", "Idempotency-Key: one");
        var again = await app.AskAsync("/orders", "sub=ada", "POST", "Idempotency-Key: one");
        var bob = await app.AskAsync("/orders", "sub=bob", "POST", "Idempotency-Key: one");
        var otherTenant = await app.AskAsync("/orders", "sub=ada; tenant=b", "POST", "Idempotency-Key: one");

        (ada.Body, again.Body, bob.Body, otherTenant.Body).ShouldBe(("for ada", "for ada", "for bob", "for ada"));
        again.Headers.ShouldContainKey("Idempotency-Replayed");
        otherTenant.Headers.ShouldNotContainKey("Idempotency-Replayed");
    }

    [Fact]
    public async Task The_applications_scheme_is_asked_once_and_not_at_all_where_nothing_goes_by_who_calls()
    {
        await using var app = await StartAsync();
        await app.AskAsync("/shared");
        var before = app.Asked;

        await app.AskAsync("/shared");
        app.Asked.ShouldBe(before);

        await app.AskAsync("/staff", "sub=ada; role=staff");
        app.Asked.ShouldBe(before + 1);

        await app.AskAsync("/health/live", "sub=ada");
        app.Asked.ShouldBe(before + 2); // by the application's own middleware, as without the layer
    }

    [Fact]
    public async Task A_caller_without_a_name_of_his_own_counts_by_address()
    {
        await using var app = await StartAsync(("RateLimiting:Policies:two", "1/minute per subject"));

        (await app.AskAsync("/limited", "sub=")).Status.ShouldBe(200);
        (await app.AskAsync("/limited")).Status.ShouldBe(429);
    }

    [Fact]
    public async Task A_guarded_endpoint_to_which_a_middleware_leads_a_request_is_not_reached_unasked()
    {
        await using var app = await SignedApp.StartAsync(app =>
        {
            app.Use((context, next) =>
            {
                if (context.Request.Path == "/way")
                {
                    var all = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();
                    context.SetEndpoint(all.Single(endpoint => endpoint.RoutePattern.RawText == "/staff"));
                }

                return next(context);
            });
            app.MapGet("/way", () => "open").Public();
            app.MapGet("/staff", () => "for staff").RequireRole("staff");
        });

        // The framework refuses what nobody has checked, as an error of the application.
        (await app.AskAsync("/way")).Status.ShouldBe(500);
        (await app.AskAsync("/way", "sub=ada")).Status.ShouldBe(500);
        (await app.AskAsync("/staff", "sub=ada; role=staff")).Body.ShouldBe("for staff");
    }

    [Fact]
    public async Task An_application_that_lays_its_sign_in_itself_is_refused_there_and_counted_by_subject_all_the_same()
    {
        await using var app = await SignedApp.StartAsync(
            app =>
            {
                app.Use((context, next) =>
                {
                    context.Response.Headers["X-Own"] = context.User.Identity?.IsAuthenticated == true ? "known" : "nobody yet";
                    return next(context);
                });
                app.UseAuthentication();
                app.UseAuthorization();
                app.MapGet("/limited", Me).RequireRole("staff").RequireLimit("two");
            },
            ("RateLimiting:Policies:two", "1/minute per subject"));

        var guest = await app.AskAsync("/limited", "sub=eve");
        (guest.Status, guest.Headers["X-Own"]).ShouldBe((403, "nobody yet"));
        (await app.AskAsync("/limited", "sub=ada; role=staff")).Status.ShouldBe(200);
        (await app.AskAsync("/limited", "sub=ada; role=staff")).Status.ShouldBe(429);
        (await app.AskAsync("/limited", "sub=bob; role=staff")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task What_is_guarded_behind_the_cache_is_not_kept()
    {
        var faults = await SignedApp.FaultsAsync(app =>
        {
            app.UseAuthentication();
            app.UseAuthorization();
            app.MapGet("/kept", Me).RequireRole("staff").Cached(Minute).VaryByQuery().SameForEverybody();
        });

        faults.ShouldHaveSingleItem().ShouldStartWith("GET /kept says Cached, but it requires authorization, which is asked behind the cache");
    }

    [Fact]
    public async Task Switched_off_the_application_refuses_as_without_the_layer_and_callers_are_addresses()
    {
        await using var app = await SignedApp.StartAsync(
            app =>
            {
                app.MapGet("/staff", Me).RequireRole("staff");
                app.MapGet("/limited", Me).RequireLimit("two");
            },
            ("Identity:Enabled", "false"), ("RateLimiting:Policies:two", "1/minute per subject"));

        (await app.AskAsync("/staff")).Status.ShouldBe(401);
        (await app.AskAsync("/staff", "sub=ada; role=staff")).Status.ShouldBe(200);
        (await app.AskAsync("/limited", "sub=ada")).Status.ShouldBe(200);
        (await app.AskAsync("/limited", "sub=bob")).Status.ShouldBe(429);
    }

    [Fact]
    public async Task The_requests_line_says_who_called_and_for_whom()
    {
        var log = new CapturedLog();
        await using var app = await LoggedApp.StartAsync(log, builder => SayWho.Add(builder.Services), Map, ("Seaworthy:RateLimiting:Policies:two", "9/minute"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/staff");
        request.Headers.Add("Authorization", "Who sub=ada; tenant=shop; role=staff");

        using var answer = await app.Client.SendAsync(request);
        using var anonymous = await app.Client.GetAsync("/shared");

        var line = await log.RequestAsync("/staff");
        (line.GetProperty("subject").GetString(), line.GetProperty("tenant").GetString()).ShouldBe(("ada", "shop"));
        (await log.RequestAsync("/shared")).TryGetProperty("subject", out _).ShouldBeFalse();
    }

    private static Task<SignedApp> StartAsync(params (string Key, string Value)[] settings) =>
        SignedApp.StartAsync(Map, [.. settings.Append(("RateLimiting:Policies:two", "2/minute")).DistinctBy(setting => setting.Item1)]);

    private static void Map(WebApplication app)
    {
        app.MapGet("/limited", Me).RequireLimit("two");
        app.MapGet("/staff", Me).RequireRole("staff").RequireLimit("two");
        app.MapGet("/kept", Me).RequireRole("staff").Cached(Minute).VaryByQuery().SameForEverybody();
        app.MapGet("/mine", Me).Cached(Minute).VaryByQuery();
        app.MapGet("/shared", Me).Cached(Minute).VaryByQuery().SameForEverybody();
        app.MapPost("/orders", Me);
    }

    private static string Me(HttpContext context) => $"for {context.User.FindFirst("sub")?.Value ?? "nobody"}";
}
