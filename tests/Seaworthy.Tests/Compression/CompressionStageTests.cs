using System.IO.Compression;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Seaworthy.Tests.Compression;

/// <summary>Answers that are made for one request, encoded for it.</summary>
[Trait("Requirement", "R44")]
public sealed class CompressionStageTests
{
    private static readonly string Text = string.Concat(Enumerable.Range(0, 2000).Select(i => $"row {i}; "));

    [Theory]
    [Trait("Requirement", "R66")]
    [InlineData("/text", "gzip, br", "br")]
    [InlineData("/text", "gzip", "gzip")]
    [InlineData("/text", "gzip;q=0", null)]
    [InlineData("/text", "", null)]
    [InlineData("/json", "br", "br")]
    [InlineData("/flushed", "br", "br")]
    [InlineData("/flushed", "gzip", "gzip")]
    [InlineData("/short", "br", null)]
    [InlineData("/short", "br, identity;q=0", "br")]
    [InlineData("/events", "br", null)]
    [InlineData("/image", "br", null)]
    [InlineData("/encoded", "br", "zstd")]
    [InlineData("/tagged", "br", null)] // its strong tag names its bytes, and comes back in If-Match
    [InlineData("/weak", "br", "br")]
    [InlineData("/untouchable", "br", null)]
    public async Task What_is_worth_it_is_encoded_for_who_takes_it(string path, string accept, string? coding)
    {
        await using var app = await StartAsync();

        using var answer = await AskAsync(app, path, accept);

        answer.Content.Headers.ContentEncoding.SingleOrDefault().ShouldBe(coding);
        (await DecodedAsync(answer)).ShouldBe(path == "/short" ? "short" : path == "/json" ? $"\"{Text}\"" : Text);
        answer.Headers.Vary.Contains("Accept-Encoding").ShouldBe(path is not ("/image" or "/events"));
        if (path == "/text")
        {
            answer.Content.Headers.ContentLength.ShouldBe((await answer.Content.ReadAsByteArrayAsync()).Length);
        }
    }

    [Fact]
    public async Task What_is_flushed_in_the_middle_arrives_then()
    {
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var app = await TestApp.StartAsync(app => app.MapGet("/parts", async (HttpContext context) =>
        {
            context.Response.ContentType = "text/plain";
            await context.Response.WriteAsync(Text);
            await context.Response.Body.FlushAsync();
            await go.Task;
            await context.Response.WriteAsync("end");
        }));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/parts") { Headers = { { "Accept-Encoding", "br" } } };

        using var answer = await app.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var plain = new StreamReader(new BrotliStream(await answer.Content.ReadAsStreamAsync(), CompressionMode.Decompress));
        var first = new char[Text.Length];
        (await plain.ReadBlockAsync(first)).ShouldBe(Text.Length);
        go.SetResult();

        new string(first).ShouldBe(Text);
        (await plain.ReadToEndAsync()).ShouldBe("end");
    }

    [Fact]
    public async Task What_fails_in_the_middle_does_not_look_whole()
    {
        await using var app = await TestApp.StartAsync(app => app.MapGet("/broken", async (HttpContext context) =>
        {
            context.Response.ContentType = "text/plain";
            await context.Response.WriteAsync(Text);
            await context.Response.Body.FlushAsync();
            throw new InvalidOperationException("in the middle");
        }));

        await Should.ThrowAsync<HttpRequestException>(async () =>
        {
            using var answer = await AskAsync(app, "/broken", "gzip");
            await answer.Content.ReadAsByteArrayAsync();
        });
    }

    [Fact]
    public async Task Switched_off_nothing_is_encoded()
    {
        await using var app = await StartAsync(("Seaworthy:Compression:Enabled", "false"));

        using var answer = await AskAsync(app, "/text", "br");

        answer.Content.Headers.ContentEncoding.ShouldBeEmpty();
        (await answer.Content.ReadAsStringAsync()).ShouldBe(Text);
    }

    [Fact]
    public async Task From_how_many_bytes_on_is_a_setting()
    {
        await using var app = await StartAsync(("Seaworthy:Compression:MinimumBytes", "5"));

        using var answer = await AskAsync(app, "/short", "gzip");

        answer.Content.Headers.ContentEncoding.ShouldBe(["gzip"]);
    }

    [Fact]
    public async Task What_is_kept_under_an_idempotency_key_is_plain_for_the_first_and_for_the_next()
    {
        await using var app = await TestApp.StartAsync(app => app.MapPost("/made", () => Text));
        for (var i = 0; i < 2; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/made") { Headers = { { "Accept-Encoding", "br" }, { "Idempotency-Key", "one-key" } } };

            using var answer = await app.Client.SendAsync(request);

            answer.Content.Headers.ContentEncoding.ShouldBeEmpty();
            (await answer.Content.ReadAsStringAsync()).ShouldBe(Text);
        }
    }

    private static async Task<HttpResponseMessage> AskAsync(TestApp app, string path, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", accept);
        return await app.Client.SendAsync(request);
    }

    private static async Task<string> DecodedAsync(HttpResponseMessage answer)
    {
        var body = await answer.Content.ReadAsStreamAsync();
        using Stream plain = answer.Content.Headers.ContentEncoding.SingleOrDefault() switch
        {
            "br" => new BrotliStream(body, CompressionMode.Decompress, leaveOpen: true),
            "gzip" => new GZipStream(body, CompressionMode.Decompress, leaveOpen: true),
            _ => body,
        };
        using var reader = new StreamReader(plain, leaveOpen: true);
        var text = await reader.ReadToEndAsync();
        body.Position = 0;
        return text;
    }

    private static Task<TestApp> StartAsync(params (string Key, string Value)[] settings) => TestApp.StartAsync(
        app =>
        {
            app.MapGet("/text", () => Text);
            app.MapGet("/json", () => Results.Json(Text));
            app.MapGet("/short", () => "short");
            app.MapGet("/image", () => Results.Text(Text, "image/png"));
            app.MapGet("/events", () => Results.Text(Text, "text/event-stream"));
            app.MapGet("/flushed", FlushAsync);
            app.MapGet("/encoded", (HttpResponse response) => Said(response, "Content-Encoding", "zstd"));
            app.MapGet("/tagged", (HttpResponse response) => Said(response, "ETag", "\"1\""));
            app.MapGet("/weak", (HttpResponse response) => Said(response, "ETag", "W/\"1\""));
            app.MapGet("/untouchable", (HttpResponse response) => Said(response, "Cache-Control", "public, no-transform"));
        },
        settings);

    private static string Said(HttpResponse response, string name, string value)
    {
        response.Headers[name] = value;
        return Text;
    }

    private static async Task FlushAsync(HttpContext context)
    {
        context.Response.ContentType = "text/plain";
        foreach (var part in Text.Chunk(Text.Length / 3))
        {
            await context.Response.WriteAsync(new string(part));
            await context.Response.Body.FlushAsync();
        }
    }
}
