using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Api.Problems;
using Seaworthy.Cli;
using Seaworthy.Cli.Hosting;
using Seaworthy.Tests.Observability;

namespace Seaworthy.Tests.Identity;

/// <summary>Who may call what, and what the others are told.</summary>
[Trait("Requirement", "R10")]
public sealed class AccessTests
{
    [Fact]
    public async Task A_stranger_is_refused_in_the_shape_of_the_service_and_told_how_to_sign_in()
    {
        await using var app = await StartAsync();

        var answer = await app.AskAsync("/staff");

        answer.Status.ShouldBe(401);
        answer.Headers["Content-Type"].ShouldBe("application/problem+json");
        answer.Headers["Cache-Control"].ShouldBe("no-store");
        answer.Challenge!.ShouldStartWith("Who realm=\"");
        JsonDocument.Parse(answer.Body).RootElement.GetProperty("type").GetString().ShouldBe("/problems/unauthorized");
    }

    [Theory]
    [InlineData("sub=ada; role=staff", 200)]
    [InlineData("sub=ada; role=owner", 200)]
    [InlineData("sub=ada; role=guest; role=owner", 200)]
    [InlineData("sub=ada; role=Staff", 403)]
    [InlineData("sub=ada; role=staff,owner", 403)]
    [InlineData("sub=ada", 403)]
    public async Task One_of_the_roles_opens(string who, int status)
    {
        await using var app = await StartAsync();

        var answer = await app.AskAsync("/staff", who);

        answer.Status.ShouldBe(status, answer.Body);
        if (status == 403)
        {
            answer.Body.ShouldContain("This is for role staff or owner.");
        }
    }

    [Theory]
    [InlineData("sub=ada; scope=orders:read orders:write", 200)]
    [InlineData("sub=ada; scope=orders:write; scope=orders:read", 200)]
    [InlineData("sub=ada; scp=orders:write; scope=orders:read x", 200)]
    [InlineData("sub=ada; scope=orders:read", 403)]
    [InlineData("sub=ada; scope=orders:readorders:write", 403)]
    [InlineData("sub=ada; scope=orders:READ orders:write", 403)]
    [InlineData("sub=ada; role=orders:read orders:write", 403)]
    public async Task All_of_the_scopes_open(string who, int status)
    {
        await using var app = await StartAsync();

        var answer = await app.AskAsync("/scoped", who);

        answer.Status.ShouldBe(status, answer.Body);
        if (status == 403)
        {
            answer.Challenge!.ShouldEndWith(", error=\"insufficient_scope\", scope=\"orders:read orders:write\"");
        }
    }

    [Theory]
    [InlineData("sub=ada; role=staff", 200)]
    [InlineData("sub=ada; scope=x stock:write", 200)]
    [InlineData("sub=ada; role=stock:write", 403)]
    [InlineData("sub=ada; scope=staff", 403)]
    [InlineData(null, 401)]
    public async Task A_scope_opens_or_a_role(string? who, int status)
    {
        await using var app = await StartAsync();

        var answer = await app.AskAsync("/either", who);

        answer.Status.ShouldBe(status, answer.Body);
        if (status == 403)
        {
            answer.Body.ShouldContain("This is for scope stock:write or role staff or owner.");
            answer.Challenge!.ShouldEndWith(", error=\"insufficient_scope\", scope=\"stock:write\"");
        }
    }

    [Fact]
    public async Task Words_of_a_group_and_its_endpoint_are_both_asked()
    {
        await using var app = await StartAsync();

        (await app.AskAsync("/group/both", "sub=ada; role=owner")).Status.ShouldBe(403);
        (await app.AskAsync("/group/both", "sub=ada; scope=all")).Status.ShouldBe(403);
        (await app.AskAsync("/group/both", "sub=ada; role=owner; scope=all")).Status.ShouldBe(200);
        (await app.AskAsync("/group/open")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_role_within_what_is_open_to_anybody_stops_the_start()
    {
        var faults = await SignedApp.FaultsAsync(app =>
        {
            var open = app.MapGroup("/open").Public();
            open.MapGet("/secret", () => "secret").RequireRole("owner");
            open.MapGet("/scoped", () => "secret").RequireScope("all");
            open.MapGet("/either", () => "secret").RequireScopeOrRole("all", "owner");
            app.MapGet("/anonymous", () => "secret").AllowAnonymous().RequireRole("owner");
        });

        faults.Count.ShouldBe(4);
        faults[0].ShouldBe("GET /open/secret asks for a role or a scope within what is open to anybody, and would be open. Take Public (or AllowAnonymous) away from its group.");
    }

    [Fact]
    public async Task Where_words_are_required_an_endpoint_that_says_nothing_stops_the_start()
    {
        var faults = await SignedApp.FaultsAsync(MapAll, ("Identity:RequireWords", "true"));

        faults.ShouldBe(["GET /silent does not say who may call it. Say RequireRole, RequireScope, RequireAuthorization, RequireLoopback or Public."]);
    }

    [Fact]
    public async Task Else_one_warning_lists_them()
    {
        var log = new CapturedLog();
        await using var app = await LoggedApp.StartAsync(log, builder => SayWho.Add(builder.Services), MapAll);

        var line = await log.EventAsync(nameof(EventIds.EndpointsSayNothing));

        line.GetProperty("level").GetString().ShouldBe("warning");
        line.GetProperty("Endpoints").GetString().ShouldBe("GET /silent");
        line.GetProperty("Count").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task A_fallback_policy_is_a_word_for_all_that_say_nothing()
    {
        await using var app = await TestApp.StartAsync(
            builder =>
            {
                SayWho.Add(builder.Services);
                builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
                builder.AddSeaworthy();
            },
            app =>
            {
                app.UseSeaworthy();
                MapAll(app);
            },
            ("Seaworthy:Identity:RequireWords", "true"));

        ((int)(await app.Client.GetAsync("/silent")).StatusCode).ShouldBe(401);
        ((int)(await app.Client.GetAsync("/public")).StatusCode).ShouldBe(200);
        ((int)(await app.Client.GetAsync("/health/live")).StatusCode).ShouldBe(200);
    }

    [Fact]
    public async Task A_refusal_that_an_endpoint_makes_itself_says_how_to_sign_in_too()
    {
        await using var app = await StartAsync();

        var answer = await app.AskAsync("/refuses");

        answer.Status.ShouldBe(401);
        answer.Challenge!.ShouldStartWith("Who realm=\"");
    }

    [Theory]
    [InlineData("/staff", "role staff or owner | endpoint")]
    [InlineData("/either", "scope stock:write or role staff or owner | endpoint")]
    [InlineData("/group/both", "role owner and scope all | endpoint")]
    [InlineData("/group/open", "anybody | endpoint")]
    [InlineData("/signed", "whoever is signed in | endpoint")]
    [InlineData("/local", "on this machine only | endpoint")]
    [InlineData("/silent", "anybody | default")]
    public async Task Explain_says_who_may_call(string path, string says)
    {
        await using var app = TestApp.Build(
            builder =>
            {
                SayWho.Add(builder.Services);
                builder.AddSeaworthy();
            },
            app =>
            {
                app.UseSeaworthy();
                MapAll(app);
            });
        using var printed = new StringWriter();
        var plan = await PlanOfPath.FindAsync(app, "GET", path);

        new PlanPage(plan, app.Services.GetRequiredService<SeaworthyBuilder>(), app.Services.GetRequiredService<RequestPipeline>())
            .Print(new Terminal(printed, TextWriter.Null, colours: false, livesInPlace: false), $"GET {path}", json: false);

        var line = printed.ToString().Split('\n').Single(line => line.StartsWith("  callers", StringComparison.Ordinal));
        string.Join(" | ", line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ShouldBe($"callers | {says}");
    }

    private static Task<SignedApp> StartAsync() => SignedApp.StartAsync(MapAll);

    private static void MapAll(WebApplication app)
    {
        app.MapGet("/staff", () => "for staff").RequireRole("staff", "owner");
        app.MapGet("/scoped", () => "scoped").RequireScope("orders:read", "orders:write");
        app.MapGet("/either", () => "either").RequireScopeOrRole("stock:write", "staff", "owner");
        var group = app.MapGroup("/group").RequireRole("owner");
        group.MapGet("/both", () => "both").RequireScope("all");
        group.MapGet("/open", () => "open").Public();
        app.MapGet("/signed", () => "signed").RequireAuthorization();
        app.MapGet("/local", () => "local").RequireLoopback();
        app.MapGet("/public", () => "public").Public();
        app.MapGet("/refuses", () => Problem.Of(ProblemTypes.Unauthorized)).Public();
        app.MapGet("/silent", () => "said nothing");
    }
}
