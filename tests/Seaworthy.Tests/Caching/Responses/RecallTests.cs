using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Seaworthy.Tests.Caching.Responses;

/// <summary>Which answers are kept, for whom, and what comes back of them.</summary>
[Trait("Requirement", "R37")]
public sealed class RecallTests
{
    private int _made;

    [Fact]
    public async Task A_kept_answer_comes_back_byte_for_byte_until_its_time_is_over()
    {
        await using var app = await StartAsync();

        var made = await app.AskAsync("/items?page=2");
        app.Time.Advance(TimeSpan.FromSeconds(59));
        var kept = await app.AskAsync("/items?page=2");
        app.Time.Advance(TimeSpan.FromSeconds(1));
        var again = await app.AskAsync("/items?page=2");

        (made.Kept, kept.Kept, again.Kept).ShouldBe(("uri-miss", "hit", "uri-miss"));
        (made.Text, kept.Text, again.Text).ShouldBe(("page 2: 1", "page 2: 1", "page 2: 2"));
        (made.Age, kept.Age, again.Age).ShouldBe((null, 59, null));
        kept.Headers["ETag"].ShouldBe(made.Headers["ETag"]);
        again.Headers["ETag"].ShouldNotBe(made.Headers["ETag"]);
        kept.Headers["Content-Type"].ShouldBe("text/plain; charset=utf-8");
        kept.Headers["Cache-Control"].ShouldBe("no-cache");
        kept.Headers["Content-Length"].ShouldBe("9");
    }

    [Fact]
    public async Task What_belongs_to_one_request_is_not_given_to_the_next()
    {
        await using var app = await StartAsync();

        var made = await app.AskAsync("/items", "X-Request-ID: first-request");
        var kept = await app.AskAsync("/items", "X-Request-ID: second-request");

        kept.Kept.ShouldBe("hit");
        made.Headers["X-Request-ID"].ShouldBe("first-request");
        kept.Headers["X-Request-ID"].ShouldBe("second-request");
        kept.Headers["RateLimit"].ShouldNotBe(made.Headers["RateLimit"]);
    }

    [Theory]
    [InlineData("/items?size=5&page=2", "hit")] // the order of parameters changes nothing
    [InlineData("/items?&page=2&&size=5", "hit")]
    [InlineData("/items?page=2&size=6", "uri-miss")]
    [InlineData("/items?page=2", "uri-miss")]
    [InlineData("/ITEMS?page=2&size=5", "uri-miss")]
    [InlineData("/items?page=2&size=5&page=3", "bypass")] // said twice, unknown, or in another spelling
    [InlineData("/items?page=2&size=5&evil=1", "bypass")]
    [InlineData("/items?Page=2&size=5", "bypass")]
    public async Task Only_the_same_question_gets_the_same_answer(string path, string kept)
    {
        await using var app = await StartAsync();
        await app.AskAsync("/items?page=2&size=5");

        (await app.AskAsync(path)).Kept.ShouldBe(kept);
    }

    [Fact]
    public async Task Another_host_or_longer_address_is_another_question()
    {
        await using var app = await StartAsync();
        await app.AskAsync("/items");

        (await app.AskAsync("/items", "Host: evil.example")).Kept.ShouldBe("uri-miss");
        (await app.AskAsync("/items?page=" + new string('1', 600))).Kept.ShouldBe("bypass");
    }

    [Theory]
    [InlineData("Authorization: Bearer one", "bypass")]
    [InlineData("Cookie: session=1", "bypass")]
    [InlineData("X-Api-Key: 1", "bypass")]
    [InlineData("Origin: https://shop.example", "bypass")] // the app's own CORS stands behind the stages
    [InlineData("Accept: text/html", "hit")]
    public async Task Who_may_get_an_answer_of_his_own_gets_one(string header, string kept)
    {
        await using var app = await StartAsync();
        await app.AskAsync("/items");

        (await app.AskAsync("/items", header)).Kept.ShouldBe(kept);
        (await app.AskAsync("/items")).Text.ShouldBe("page : 1");
    }

    [Fact]
    public async Task What_is_the_same_for_everybody_is_given_to_whoever_shows_credentials()
    {
        await using var app = await StartAsync();
        await app.AskAsync("/shop", "Authorization: Bearer one");

        (await app.AskAsync("/shop", "Authorization: Bearer two")).Kept.ShouldBe("hit");
        (await app.AskAsync("/shop", "Cookie: a=b")).Kept.ShouldBe("hit");
    }

    [Fact]
    public async Task Pages_of_listed_origins_get_kept_answers_with_their_own_cors_headers()
    {
        await using var app = await StartAsync(("Seaworthy:Cors:Origins:0", "https://a.example"), ("Seaworthy:Cors:Origins:1", "https://b.example"));
        await app.AskAsync("/items", "Origin: https://a.example");

        var kept = await app.AskAsync("/items", "Origin: https://b.example");
        var plain = await app.AskAsync("/items");

        (kept.Kept, plain.Kept).ShouldBe(("hit", "hit"));
        kept.Headers["Access-Control-Allow-Origin"].ShouldBe("https://b.example");
        kept.Headers["Vary"].ShouldBe("Origin, Accept-Encoding");
        plain.Headers.ShouldNotContainKey("Access-Control-Allow-Origin");
    }

    [Theory]
    [InlineData("/cookie")]
    [InlineData("/private")]
    [InlineData("/language")]
    [InlineData("/counted")]
    [InlineData("/empty")]
    [InlineData("/missing")]
    [InlineData("/large")]
    [InlineData("/flushed")]
    public async Task An_answer_that_cannot_be_shared_is_not_kept_and_comes_whole(string path)
    {
        await using var app = await StartAsync(("Seaworthy:Caching:ResponseBytes", "1000"));

        var first = await app.AskAsync(path);
        var second = await app.AskAsync(path);

        // Who flushes more than is kept has his headers sent with it.
        var told = path is "/large" or "/flushed" ? null : "uri-miss";
        (first.Kept, second.Kept).ShouldBe((told, told));
        _made.ShouldBe(2);
        second.Status.ShouldBe(path == "/missing" ? 404 : path == "/empty" ? 204 : 200);
        second.Body.Length.ShouldBe(path switch { "/large" => 1001, "/flushed" => 3000, "/empty" => 0, "/missing" => second.Body.Length, _ => 1 });
        second.Headers.ContainsKey("Set-Cookie").ShouldBe(path == "/cookie");
    }

    [Fact]
    public async Task A_failure_is_a_problem_and_the_next_one_tries_again()
    {
        await using var app = await StartAsync();

        var failed = await app.AskAsync("/fails");
        var good = await app.AskAsync("/fails");
        var kept = await app.AskAsync("/fails");

        (failed.Status, failed.Headers["Content-Type"], failed.Text.Contains("half", StringComparison.Ordinal)).ShouldBe((500, "application/problem+json", false));
        (good.Status, good.Text).ShouldBe((200, "half whole"));
        kept.Kept.ShouldBe("hit");
    }

    [Fact]
    public async Task Head_gets_what_get_has_kept_and_keeps_nothing_itself()
    {
        await using var app = await StartAsync();

        (await app.AskAsync(HttpMethod.Head, "/both")).Kept.ShouldBe("bypass");
        var made = await app.AskAsync("/both");
        var head = await app.AskAsync(HttpMethod.Head, "/both");

        (made.Kept, made.Text).ShouldBe(("uri-miss", "body"));
        (head.Kept, head.Body.Length, head.Headers["Content-Length"]).ShouldBe(("hit", 0, "4"));
        head.Headers["ETag"].ShouldBe(made.Headers["ETag"]);
    }

    [Fact]
    [Trait("Requirement", "R39")]
    public async Task An_invalidated_tag_takes_its_answers_along_however_the_id_was_written()
    {
        await using var app = await StartAsync();
        await app.AskAsync("/item/7");
        await app.AskAsync("/item/007");
        await app.AskAsync("/item/8");

        await app.InvalidateAsync("item:7");

        (await app.AskAsync("/item/7")).Kept.ShouldBe("uri-miss");
        (await app.AskAsync("/item/007")).Kept.ShouldBe("uri-miss");
        (await app.AskAsync("/item/8")).Kept.ShouldBe("hit");
        await app.Cache.RemoveByTagAsync("*");
        (await app.AskAsync("/item/8")).Kept.ShouldBe("uri-miss");
    }

    [Fact]
    [Trait("Requirement", "R38")]
    public async Task How_long_is_a_line_of_the_table_that_a_setting_changes()
    {
        await using var app = await StartAsync(("Seaworthy:Caching:Ttls:0", "shop=10"));
        await app.AskAsync("/shop");
        app.Time.Advance(TimeSpan.FromSeconds(9));
        (await app.AskAsync("/shop")).Kept.ShouldBe("hit");
        app.Time.Advance(TimeSpan.FromSeconds(1));
        (await app.AskAsync("/shop")).Kept.ShouldBe("uri-miss");
    }

    [Theory]
    [InlineData("Seaworthy:Caching:Responses")]
    [InlineData("Seaworthy:Caching:Enabled")]
    public async Task Switched_off_every_request_runs_its_endpoint(string setting)
    {
        await using var app = await StartAsync((setting, "false"));

        await app.AskAsync("/items");
        var second = await app.AskAsync("/items");

        (second.Kept, second.Text).ShouldBe((null, "page : 2"));
    }

    [Theory]
    [InlineData("/post", "it answers more than GET and HEAD")]
    [InlineData("/guarded", "it requires authorization")]
    [InlineData("/blind", "nobody says which query parameters it reads")]
    [InlineData("/stream", "it is a stream")]
    [InlineData("/never", "for 00:00:00")]
    [InlineData("/tag", "its tag names {id}")]
    public async Task An_endpoint_that_cannot_be_kept_safely_stops_the_start(string path, string fault)
    {
        var minute = TimeSpan.FromMinutes(1);
        (await KeptApp.FaultAsync(app => _ = path switch
        {
            "/post" => app.MapPost(path, () => "").Cached(minute).VaryByQuery(),
            "/guarded" => app.MapGet(path, () => "").Cached(minute).VaryByQuery().WithMetadata(new AuthorizeAttribute()),
            "/blind" => app.MapGet(path, () => "").Cached(minute),
            "/stream" => app.MapGet(path, () => "").Cached(minute).VaryByQuery().WithoutDeadline(),
            "/never" => app.MapGet(path, () => "").Cached(TimeSpan.Zero).VaryByQuery(),
            _ => app.MapGet(path, () => "").Cached(minute, "item:{id}").VaryByQuery(),
        })).ShouldContain($"{path} says Cached, but {fault}");
    }

    private Task<KeptApp> StartAsync(params (string Key, string Value)[] settings) => KeptApp.StartAsync(
        app =>
        {
            var minute = TimeSpan.FromMinutes(1);
            app.MapGet("/items", (string? page) => $"page {page}: {++_made}").Cached(minute).VaryByQuery("page", "size");
            app.MapGet("/item/{id:int}", (int id) => id).Cached(minute, "item:{id}").VaryByQuery();
            app.MapGet("/shop", () => "shop").Cached("shop").VaryByQuery().SameForEverybody();
            app.MapMethods("/both", ["GET", "HEAD"], (HttpContext context) => HttpMethods.IsHead(context.Request.Method) ? "" : "body").Cached(minute).VaryByQuery();
            app.MapGet("/fails", FailOnceAsync).Cached(minute).VaryByQuery();
            var bad = app.MapGroup("").Cached(minute).VaryByQuery();
            bad.MapGet("/cookie", (HttpResponse response) => One(response, "Set-Cookie", "a=b"));
            bad.MapGet("/private", (HttpResponse response) => One(response, "Cache-Control", "private, no-cache"));
            bad.MapGet("/language", (HttpResponse response) => One(response, "Vary", "Accept-Language"));
            bad.MapGet("/counted", (HttpResponse response) => One(response, "X-Total-Count", "1"));
            bad.MapGet("/empty", () => One(StatusCodes.Status204NoContent));
            bad.MapGet("/missing", () => One(StatusCodes.Status404NotFound));
            bad.MapGet("/large", () => new string('x', ++_made > 0 ? 1001 : 0));
            bad.MapGet("/flushed", FlushAsync);
        },
        settings);

    private string One(HttpResponse response, string name, string value)
    {
        _made++;
        response.Headers[name] = value;
        return "1";
    }

    private IResult One(int status)
    {
        _made++;
        return Results.StatusCode(status);
    }

    private async Task FlushAsync(HttpContext context)
    {
        _made++;
        for (var i = 0; i < 3; i++)
        {
            await context.Response.WriteAsync(new string('x', 1000));
            await context.Response.Body.FlushAsync();
        }
    }

    private async Task FailOnceAsync(HttpContext context)
    {
        await context.Response.WriteAsync("half ");
        if (++_made == 1)
        {
            throw new InvalidOperationException("secret");
        }

        await context.Response.WriteAsync("whole");
    }
}
