using System.IO.Compression;
using Microsoft.AspNetCore.Builder;

namespace Seaworthy.Tests.Caching.Responses;

/// <summary>The codings of a kept answer, and conditional requests (RFC 9110).</summary>
[Trait("Requirement", "R46")]
public sealed class VariantTests
{
    private static readonly string Text = string.Concat(Enumerable.Range(0, 200).Select(i => $"row {i} of the shop; "));

    [Theory]
    [Trait("Requirement", "R44")]
    [InlineData("gzip, deflate, br, zstd", "br")]
    [InlineData("gzip", "gzip")]
    [InlineData("x-gzip", "gzip")]
    [InlineData("GZIP;q=1.0", "gzip")]
    [InlineData("br;q=0.5, gzip;q=0.8", "gzip")]
    [InlineData("br;q=0, gzip;q=0", null)]
    [InlineData("identity, gzip;q=0.5", null)]
    [InlineData("identity;q=0.4, br;q=0.5", "br")]
    [InlineData("*", "br")]
    [InlineData("*;q=0", null)]
    [InlineData("gzip;q=0, *", "br")]
    [InlineData("deflate", null)]
    [InlineData("br;q=2", null)]
    [InlineData("", null)]
    public async Task The_caller_gets_the_coding_he_likes_best(string accept, string? coding)
    {
        await using var app = await StartAsync();
        await app.AskAsync("/text");

        var answer = await app.AskAsync("/text", $"Accept-Encoding: {accept}");

        answer.Headers.GetValueOrDefault("Content-Encoding").ShouldBe(coding);
        answer.Headers["Vary"].ShouldBe("Accept-Encoding");
        answer.Headers["Content-Length"].ShouldBe($"{answer.Body.Length}");
        Decoded(answer).ShouldBe(Text);
    }

    [Fact]
    [Trait("Requirement", "R44")]
    public async Task A_short_answer_is_encoded_for_nobody_but_who_refuses_plain_bytes()
    {
        await using var app = await StartAsync();

        (await app.AskAsync("/short", "Accept-Encoding: br, gzip")).Headers.ShouldNotContainKey("Content-Encoding");
        var encoded = await app.AskAsync("/short", "Accept-Encoding: gzip, identity;q=0");

        encoded.Headers["Content-Encoding"].ShouldBe("gzip");
        Decoded(encoded).ShouldBe("short");
    }

    [Fact]
    public async Task Every_coding_has_a_strong_tag_of_its_own()
    {
        await using var app = await StartAsync();
        var made = await app.AskAsync("/text", "Accept-Encoding: br");

        string[] tags = [made.Headers["ETag"], (await app.AskAsync("/text", "Accept-Encoding: gzip")).Headers["ETag"], (await app.AskAsync("/text")).Headers["ETag"]];

        tags.Distinct().Count().ShouldBe(3);
        tags.ShouldAllBe(tag => tag.StartsWith('"') && tag.EndsWith('"'));
        made.Kept.ShouldBe("uri-miss");
    }

    [Theory]
    [InlineData("\"7\"", "", 304)]
    [InlineData("W/\"7\"", "", 304)]
    [InlineData("\"a,b\", W/\"7\" , \"c\"", "", 304)]
    [InlineData("*", "", 304)]
    [InlineData("\"8\"", "", 200)]
    [InlineData("7", "", 200)]
    [InlineData("\"7", "", 200)]
    [InlineData("\"7-br\"", "br", 304)]
    [InlineData("\"7\"", "br", 200)] // other bytes than the caller has
    public async Task Who_has_the_bytes_is_told_so(string known, string accept, int status)
    {
        await using var app = await StartAsync();

        var made = await app.AskAsync("/tagged", $"If-None-Match: {known}", $"Accept-Encoding: {accept}");
        var kept = await app.AskAsync("/tagged", $"If-None-Match: {known}", $"Accept-Encoding: {accept}");

        (made.Status, made.Kept, kept.Status, kept.Kept).ShouldBe((status, "uri-miss", status, "hit"));
        foreach (var answer in new[] { made, kept })
        {
            answer.Headers["ETag"].ShouldBe(accept == "br" ? "\"7-br\"" : "\"7\"");
            answer.Headers["Vary"].ShouldBe("Accept-Encoding");
            answer.Headers["Cache-Control"].ShouldBe("public, max-age=10");
            if (status == 304)
            {
                answer.Body.ShouldBeEmpty();
                answer.Headers.ShouldNotContainKey("Content-Type");
                answer.Headers.ShouldNotContainKey("Content-Encoding");
            }
        }
    }

    private static string Decoded(KeptAnswer answer)
    {
        using var body = new MemoryStream(answer.Body);
        using Stream plain = answer.Headers.GetValueOrDefault("Content-Encoding") switch
        {
            "br" => new BrotliStream(body, CompressionMode.Decompress),
            "gzip" => new GZipStream(body, CompressionMode.Decompress),
            _ => body,
        };
        using var reader = new StreamReader(plain);
        return reader.ReadToEnd();
    }

    private static Task<KeptApp> StartAsync() => KeptApp.StartAsync(app =>
    {
        var kept = app.MapGroup("").Cached(TimeSpan.FromMinutes(1)).VaryByQuery();
        kept.MapGet("/text", () => Text);
        kept.MapGet("/short", () => "short");
        kept.MapGet("/tagged", (Microsoft.AspNetCore.Http.HttpResponse response) =>
        {
            response.Headers.ETag = "\"7\"";
            response.Headers.CacheControl = "public, max-age=10";
            return Text;
        });
    });
}
