using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Seaworthy.Tests.Observability;

namespace Seaworthy.Tests.Leaks;

/// <summary>Answers that carry secrets, over HTTP.</summary>
[Trait("Requirement", "R13")]
public sealed class LeakStageTests
{
    private const string Jwt = "eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCJ9.eyJzdWIiOiI0MiIsImV4cCI6MTc2NDE2ODAwMH0.c2lnbmF0dXJlLXRoYXQtaXMtbG9uZy1lbm91Z2g";

    [Fact]
    public async Task In_production_it_is_masked_byte_for_byte_and_the_operator_is_told_once()
    {
        var log = new CapturedLog();
        await using var app = await LoggedApp.StartAsync(log, _ => { }, Map);

        var first = await app.Client.GetStringAsync("/user");
        var second = await app.Client.GetStringAsync("/user");

        first.ShouldBe("""{"name":"Ada","passwordHash":"***","cvv":999}""");
        second.ShouldBe(first);
        var told = await log.EventAsync(nameof(EventIds.LeakFound));
        told.GetProperty("message").GetString()!.ShouldContain("The answer of GET /user carries a secret: member 'passwordHash'");
        log.Lines.Count(line => line.Contains(nameof(EventIds.LeakFound), StringComparison.Ordinal)).ShouldBe(1);
    }

    [Theory]
    [InlineData("Mask")]
    [InlineData("Block")]
    public async Task A_MySQL_hash_is_masked(string mode)
    {
        await using var app = await StartAsync(mode);

        var text = await (await app.Client.GetAsync("/mysql")).Content.ReadAsStringAsync();

        text.ShouldNotContain("2470C0");
        (mode == "Block" || text == $$"""{"password_hash":"{{new string('*', 41)}}"}""").ShouldBeTrue(text);
    }

    [Theory]
    [InlineData("/user")]
    [InlineData("/text")]
    [InlineData("/flushed")]
    public async Task Elsewhere_nothing_of_the_answer_is_sent(string path)
    {
        await using var app = await StartAsync("Block");

        using var answer = await app.Client.GetAsync(path);

        answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        var text = await answer.Content.ReadAsStringAsync();
        JsonNode.Parse(text)!["type"]!.ToString().ShouldEndWith("internal");
        text.ShouldNotContain("xyz");
        text.ShouldNotContain(Jwt);
    }

    [Fact]
    public async Task At_a_desk_the_answer_says_which_member_it_is_and_what_to_do()
    {
        await using var app = await StartAsync(mode: null, "Development");

        var problem = JsonNode.Parse(await (await app.Client.GetAsync("/user")).Content.ReadAsStringAsync())!;

        problem["detail"]!.ToString().ShouldBe("The answer was not sent: it carries a secret in 'passwordHash' (found by name). Leave it out, or say ShowsSecret(\"passwordHash\") on the endpoint.");
        (await app.Client.GetStringAsync("/metrics")).Split('\n').Where(line => line.Contains("leaks", StringComparison.Ordinal) && line[0] != '#')
            .ShouldHaveSingleItem().ShouldMatch("^seaworthy_leaks_total\\{.*blocked.*\\} 1$");
    }

    [Theory]
    [InlineData("Mask")]
    [InlineData("Block")]
    public async Task What_an_endpoint_is_there_to_show_is_sent(string mode)
    {
        await using var app = await StartAsync(mode);

        (await app.Client.GetStringAsync("/sign-in")).ShouldBe($$"""{"access_token":"{{Jwt}}"}""");
        (await app.Client.GetStringAsync("/harmless")).ShouldBe("""{"name":"Ada"}""");
        (await app.Client.GetStringAsync("/examples")).ShouldBe("""{"password":"xyz"}""");
        (await app.Client.GetByteArrayAsync("/image")).ShouldBe("password=xyz"u8.ToArray());
    }

    [Theory]
    [InlineData("Mask")]
    [InlineData("Block")]
    public async Task Events_are_masked_as_they_go_out(string mode)
    {
        await using var app = await StartAsync(mode);

        var text = await app.Client.GetStringAsync("/events");

        text.ShouldBe("data: {\"password\":\"***\"}\n\ndata: {\"password\":\"***\"}\n\n");
    }

    [Theory]
    [InlineData("{\"password\":|\"xyz\"}", "{\"password\":\"***\"}")]
    [InlineData("{\"password\":|  |\"xyz|def\",\"b\":\"c\"}", "{\"password\":  \"******\",\"b\":\"c\"}")]
    [InlineData("{\"pass|word\":\"xyz\",\"b\":\"c\"}", "{\"password\":\"***\",\"b\":\"c\"}")]
    [InlineData("{\"db\":\"postgres://a:xyz@db\",\"password\":|\"xyz\"}", "{\"db\":\"postgres://a:***@db\",\"password\":\"***\"}")]
    [InlineData("{\"cvv\":|123,\"b\":4}", "{\"cvv\":999,\"b\":4}")]
    [InlineData("{\"cv|v\":123}", "{\"cvv\":999}")]
    [InlineData("{\"pass|word\":null,\"secret\":\"xyz\"}", "{\"password\":null,\"secret\":\"***\"}")]
    [InlineData("{\"password|\":\"xyz\"}", "{\"password\":\"***\"}")]
    [InlineData("{\"password\"|:\"xyz\"}", "{\"password\":\"***\"}")]
    [InlineData("{\"a\":\"password\",|\"b\":\"c\"}", "{\"a\":\"password\",\"b\":\"c\"}")]
    [InlineData("{|\"password\":\"xyz\"}", "{\"password\":\"***\"}")]
    [InlineData("{\"password\":\"xyz|def|ghi\",\"b\":\"c\"}", "{\"password\":\"*********\",\"b\":\"c\"}")]
    [InlineData("{\"password\":|null,\"b\":\"c\"}", "{\"password\":null,\"b\":\"c\"}")]
    public async Task A_secret_that_is_written_in_pieces_is_masked_in_all_of_them(string pieces, string expected)
    {
        await using var app = await TestApp.StartAsync(app => app.MapGet("/", async (HttpContext context) =>
        {
            context.Response.ContentType = "application/json";
            foreach (var piece in pieces.Split('|'))
            {
                await context.Response.WriteAsync(piece);
            }
        }));

        (await app.Client.GetStringAsync("/")).ShouldBe(expected);
    }

    [Fact]
    public async Task A_value_that_comes_later_and_is_none_is_no_leak_and_one_that_is_is_told_by_its_name()
    {
        var log = new CapturedLog();
        await using var app = await LoggedApp.StartAsync(log, _ => { }, app => app.MapGet("/{value}", async (string value, HttpContext context) =>
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync("{\"password\":");
            await context.Response.WriteAsync(value == "none" ? "null}" : "\"xyz\"}");
        }));

        await app.Client.GetStringAsync("/none");
        await app.Client.GetStringAsync("/one");

        (await log.EventAsync(nameof(EventIds.LeakFound))).GetProperty("message").GetString()!.ShouldContain("member 'password'");
        await log.RequestAsync("/one");
        log.Lines.Count(line => line.Contains(nameof(EventIds.LeakFound), StringComparison.Ordinal)).ShouldBe(1);
        var lines = log.Lines.ToList();
        lines.FindIndex(line => line.Contains("/none", StringComparison.Ordinal)).ShouldBeLessThan(lines.FindIndex(line => line.Contains(nameof(EventIds.LeakFound), StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_kept_answer_is_kept_masked_and_an_encoded_one_is_encoded_masked()
    {
        await using var app = await TestApp.StartAsync(app =>
        {
            app.MapGet("/kept", () => Results.Json(new { password = "xyz" })).Cached(TimeSpan.FromMinutes(1)).VaryByQuery();
            app.MapGet("/long", () => Results.Json(new { password = "xyz", text = new string('x', 4000) }));
        });
        using var encoded = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.Brotli }) { BaseAddress = app.Address };

        (await app.Client.GetStringAsync("/kept")).ShouldBe("""{"password":"***"}""");
        (await app.Client.GetStringAsync("/kept")).ShouldBe("""{"password":"***"}""");
        (await encoded.GetStringAsync("/long")).ShouldStartWith("""{"password":"***","text":"xxx""");
    }

    [Theory]
    [InlineData("Mask")]
    [InlineData("Block")]
    public async Task What_is_answered_under_a_key_is_kept_masked_and_repeated_so(string mode)
    {
        await using var app = await StartAsync(mode);

        (await PostAsync(app)).ShouldBe("""{"password":"***","id":1}""");
        (await PostAsync(app)).ShouldBe("""{"password":"***","id":1}""");

        static async Task<string> PostAsync(TestApp app)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/users") { Headers = { { "Idempotency-Key", "a-key-of-its-own" } } };
            using var answer = await app.Client.SendAsync(request);
            return await answer.Content.ReadAsStringAsync();
        }
    }

    [Fact]
    public async Task An_answer_without_end_is_not_held_until_its_end()
    {
        await using var app = await StartAsync("Block");

        using var answer = await app.Client.GetAsync("/endless", HttpCompletionOption.ResponseHeadersRead);
        using var text = new StreamReader(await answer.Content.ReadAsStreamAsync());
        for (var line = 0; line < 100_000; line++)
        {
            (await text.ReadLineAsync()).ShouldBe("""{"password":"***"}""");
        }
    }

    [Fact]
    public async Task Switched_off_nothing_is_looked_at()
    {
        await using var app = await StartAsync("Off");

        (await app.Client.GetStringAsync("/user")).ShouldContain("xyz");
    }

    private static Task<TestApp> StartAsync(string? mode, string environment = "Production") => LoggedApp.StartAsync(
        new CapturedLog(), builder => builder.Environment.EnvironmentName = environment, Map, Settings(mode));

    private static (string, string)[] Settings(string? mode) => mode is null ? [] : [("Seaworthy:Leaks:Mode", mode)];

    private static void Map(WebApplication app)
    {
        app.MapGet("/user", () => Results.Json(new { name = "Ada", passwordHash = "xyz", cvv = 123 }));
        app.MapGet("/mysql", () => Results.Json(new { password_hash = "*2470C0C06DEE42FD1618BB99005ADCA2EC9D1E19" }));
        app.MapGet("/endless", async (HttpContext context) =>
        {
            context.Response.ContentType = "application/x-ndjson";
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.WriteAsync("{\"password\":\"xyz\"}\n");
                await context.Response.Body.FlushAsync();
            }
        });
        var users = 0;
        app.MapPost("/users", () => Results.Json(new { password = "xyz", id = ++users }));
        app.MapGet("/examples", () => Results.Json(new { password = "xyz" })).WithoutLeakCheck();
        app.MapGet("/harmless", () => Results.Json(new { name = "Ada" }));
        app.MapGet("/text", () => Results.Text($"your token is {Jwt}"));
        app.MapGet("/image", () => Results.Bytes("password=xyz"u8.ToArray(), "image/png"));
        app.MapGet("/sign-in", () => Results.Json(new { access_token = Jwt })).ShowsSecret("access_token");
        app.MapGet("/flushed", async (HttpContext context) =>
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync("{\"a\":\"b\",");
            await context.Response.Body.FlushAsync();
            await context.Response.WriteAsync("\"password\":\"xyz\"}");
        });
        app.MapGet("/events", async (HttpContext context) =>
        {
            context.Response.ContentType = "text/event-stream";
            for (var i = 0; i < 2; i++)
            {
                await context.Response.WriteAsync("data: {\"password\":\"xyz\"}\n\n");
                await context.Response.Body.FlushAsync();
            }
        }).WithoutDeadline();
    }
}
