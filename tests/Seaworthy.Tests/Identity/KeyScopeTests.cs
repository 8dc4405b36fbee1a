using Microsoft.AspNetCore.Builder;
using Seaworthy.Identity.ApiKeys;

namespace Seaworthy.Tests.Identity;

/// <summary>What is open to others needs a scope of a key.</summary>
[Trait("Requirement", "R10")]
public sealed class KeyScopeTests
{
    private const string Key = "sub=key:abc; key_id=abc";

    [Theory]
    [InlineData("/menu", null, 200)]
    [InlineData("/menu", "sub=ada", 200)]
    [InlineData("/menu", $"{Key}; scope=menu:read", 200)]
    [InlineData("/menu", $"{Key}; scope=x menu:read", 200)]
    [InlineData("/menu", $"{Key}; scope=menu:write", 403)]
    [InlineData("/menu", Key, 403)]
    [InlineData("/mine", null, 401)]
    [InlineData("/mine", "sub=ada", 200)]
    [InlineData("/mine", Key, 403)]
    [InlineData("/mine", $"{Key}; scope=mine:read", 200)]
    [InlineData("/group/one", $"{Key}; scope=all", 200)]
    [InlineData("/group/other", $"{Key}; scope=all", 403)]
    [InlineData("/group/other", $"{Key}; scope=other", 200)]
    [InlineData("/open", Key, 200)]
    public async Task A_key_needs_the_scope_and_nobody_else_does(string path, string? who, int status)
    {
        await using var app = await SignedApp.StartAsync(MapAll);

        var answer = await app.AskAsync(path, who);

        answer.Status.ShouldBe(status, answer.Body);
        if (status == 403)
        {
            answer.Body.ShouldContain("An API key needs scope");
            answer.Challenge!.ShouldContain("error=\"insufficient_scope\", scope=\"");
        }
    }

    [Theory]
    [InlineData("Seaworthy:Identity:Enabled", "false", false)]
    [InlineData("Seaworthy:Identity:Enabled", "true", true)]
    public async Task Where_callers_are_signed_in_behind_the_stages_it_stops_the_start(string key, string value, bool laysItself)
    {
        await using var app = TestApp.Build(
            builder =>
            {
                SayWho.Add(builder.Services);
                builder.AddSeaworthy();
            },
            app =>
            {
                if (laysItself)
                {
                    app.UseAuthentication();
                    app.UseAuthorization();
                }

                app.UseSeaworthy();
                app.MapGet("/menu", () => "menu").Public().RequireKeyScope("menu:read");
            },
            (key, value));

        (await Should.ThrowAsync<Seaworthy.Pipeline.PlanException>(() => app.StartAsync())).Faults.ShouldHaveSingleItem().ShouldStartWith("GET /menu says RequireKeyScope");
    }

    private static void MapAll(WebApplication app)
    {
        app.MapGet("/menu", () => "menu").Public().RequireKeyScope("menu:read");
        app.MapGet("/mine", () => "mine").RequireAuthorization().RequireKeyScope("mine:read");
        var group = app.MapGroup("/group").Public().RequireKeyScope("all");
        group.MapGet("/one", () => "one");
        group.MapGet("/other", () => "other").RequireKeyScope("other");
        app.MapGet("/open", () => "open").Public();
    }
}
