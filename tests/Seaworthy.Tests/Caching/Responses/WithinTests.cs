using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Seaworthy.Tests.Caching.Responses;

/// <summary>Answers that belong to a tenant and to nobody else.</summary>
[Trait("Requirement", "R37")]
public sealed class WithinTests
{
    private int _made;

    [Fact]
    public async Task Those_of_one_scope_share_an_answer_and_another_scope_never_gets_it()
    {
        await using var app = await StartAsync();

        var north = await app.AskAsync("/users", "Authorization: Test north");
        var colleague = await app.AskAsync("/users", "Authorization: Test north", "Cookie: somebody=else");
        var south = await app.AskAsync("/users", "Authorization: Test south");

        (north.Kept, colleague.Kept, south.Kept).ShouldBe(("uri-miss", "hit", "uri-miss"));
        (north.Text, colleague.Text, south.Text).ShouldBe(("1 of north", "1 of north", "2 of south"));
        (await app.AskAsync("/users", "Authorization: Test south")).Text.ShouldBe("2 of south");
    }

    [Fact]
    public async Task Who_is_in_no_scope_gets_what_the_endpoint_makes_of_it()
    {
        await using var app = await StartAsync();
        await app.AskAsync("/users", "Authorization: Test north");

        (await app.AskAsync("/users")).Kept.ShouldBe("bypass");
        var nobody = await app.AskAsync("/users", "Authorization: Test ");
        (nobody.Kept, nobody.Text).ShouldBe(("bypass", "3 of "));
        (await app.AskAsync("/users", $"Authorization: Test {new string('n', 600)}")).Kept.ShouldBe("bypass");
    }

    [Fact]
    public async Task A_tag_may_name_the_scope_so_that_a_change_ends_its_answers_alone()
    {
        await using var app = await StartAsync();
        await app.AskAsync("/users", "Authorization: Test north");
        await app.AskAsync("/users", "Authorization: Test south");

        await app.InvalidateAsync("users:north");

        (await app.AskAsync("/users", "Authorization: Test north")).Text.ShouldBe("3 of north");
        (await app.AskAsync("/users", "Authorization: Test south")).Text.ShouldBe("2 of south");
    }

    [Fact]
    public async Task HEAD_gets_what_a_GET_of_the_same_scope_has_kept()
    {
        await using var app = await StartAsync();
        await app.AskAsync("/both", "Authorization: Test north");

        (await app.AskAsync(HttpMethod.Head, "/both", "Authorization: Test north")).Kept.ShouldBe("hit");
        (await app.AskAsync(HttpMethod.Head, "/both", "Authorization: Test south")).Kept.ShouldBe("bypass");
    }

    [Fact]
    public async Task A_scope_that_fails_is_the_failure_of_its_request()
    {
        await using var app = await StartAsync();

        (await app.AskAsync("/fails")).Status.ShouldBe(500);
        (await app.AskAsync("/users", "Authorization: Test north")).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("/all", "it says SameForEverybody and shows each scope its own")]
    [InlineData("/none", "its tag names {within}, and nobody says whose answers it keeps")]
    public async Task Words_that_would_share_an_answer_across_scopes_stop_the_start(string path, string fault)
    {
        var minute = TimeSpan.FromMinutes(1);
        (await KeptApp.FaultAsync(app => _ = path switch
        {
            "/all" => app.MapGet(path, () => "").Cached(minute).VaryByQuery().SameWithin(ScopeOf).SameForEverybody(),
            _ => app.MapGet(path, () => "").Cached(minute, "users:{within}").VaryByQuery(),
        })).ShouldContain($"{path} says Cached, but {fault}");
    }

    private Task<KeptApp> StartAsync() => KeptApp.StartAsync(app =>
    {
        var minute = TimeSpan.FromMinutes(1);
        app.MapGet("/users", async (HttpContext context) => $"{++_made} of {await ScopeOf(context)}").Cached(minute, "users:{within}").VaryByQuery().SameWithin(ScopeOf);
        app.MapMethods("/both", ["GET", "HEAD"], () => "").Cached(minute).VaryByQuery().SameWithin(ScopeOf);
        app.MapGet("/fails", () => "").Cached(minute).VaryByQuery().SameWithin(_ => throw new InvalidOperationException("no scope today"));
    });

    private static async ValueTask<string?> ScopeOf(HttpContext context)
    {
        await Task.Yield();
        return context.Request.Headers.Authorization.FirstOrDefault()?.Split(' ', 2).ElementAtOrDefault(1);
    }
}
