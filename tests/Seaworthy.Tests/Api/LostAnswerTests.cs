using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Seaworthy.Tests.Api;

/// <summary>A problem that comes in place of an answer keeps nothing of it, and says nothing that code says to itself.</summary>
[Trait("Requirement", "R42")]
public sealed class LostAnswerTests
{
    [Fact]
    public async Task What_was_said_about_the_lost_body_is_gone()
    {
        await using var app = await StartAsync();

        using var response = await app.Client.GetAsync(new Uri("/lost", UriKind.Relative));

        response.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var names = response.Headers.Concat(response.Content.Headers).Select(header => header.Key).ToList();
        names.ShouldNotContain("Location");
        names.ShouldNotContain("Content-Disposition");
        names.ShouldNotContain("Content-Range");
        names.ShouldNotContain("Accept-Ranges");
        names.ShouldNotContain("ETag");
    }

    [Fact]
    public async Task A_range_that_cannot_be_had_says_how_long_the_whole_is()
    {
        await using var app = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/ten-bytes");
        request.Headers.Range = new RangeHeaderValue(20, 30);

        using var response = await app.Client.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.RequestedRangeNotSatisfiable);
        response.Content.Headers.ContentRange!.ToString().ShouldBe("bytes */10");
    }

    [Theory]
    [InlineData(400, "missing or of another form")]
    [InlineData(408, "arrived too slowly")]
    [InlineData(413, "At most 30000000 bytes are taken here.")]
    [InlineData(415, "A body without Content-Type is not taken here.")]
    [InlineData(431, null)]
    public async Task A_bad_request_is_told_in_words_of_ours(int status, string? says)
    {
        await using var app = await StartAsync();

        using var response = await app.Client.GetAsync(new Uri($"/bad/{status}", UriKind.Relative));

        ((int)response.StatusCode).ShouldBe(status);
        var body = await response.Content.ReadAsStringAsync();
        body.ShouldNotContain("Internal.Type");
        body.ShouldContain(says ?? "/problems/");
    }

    [Theory]
    [InlineData("Development", "/own-words")]
    [InlineData("Staging", "/own-words")]
    [InlineData("Production", "/own-words")]
    [InlineData("Production", "/own-words/cached")]
    public async Task An_error_with_a_text_and_no_type_reaches_its_caller_as_it_is(string environment, string path)
    {
        await using var app = await StartAsync(environment);

        using var response = await app.Client.GetAsync(new Uri(path, UriKind.Relative));

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await response.Content.ReadAsStringAsync()).ShouldBe("no key");
        response.Content.Headers.ContentType.ShouldBeNull();
    }

    private static Task<TestApp> StartAsync(string environment = "Production") => TestApp.StartAsync(
        builder =>
        {
            builder.Environment.EnvironmentName = environment;
            builder.AddSeaworthy();
        },
        app =>
        {
            app.UseSeaworthy();
            Map(app);
        });

    private static Task SayAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return context.Response.WriteAsync("no key");
    }

    private static void Map(WebApplication app)
    {
        app.MapGet("/own-words", SayAsync);
        app.MapGet("/own-words/cached", SayAsync).Cached(TimeSpan.FromMinutes(1)).VaryByQuery();
        app.MapGet("/lost", string (HttpResponse response) =>
        {
            response.Headers.Location = "/things/7";
            response.Headers.ContentDisposition = "attachment; filename=report.csv";
            response.Headers.ContentRange = "bytes 0-9/10";
            response.Headers.AcceptRanges = "bytes";
            response.Headers.ETag = "\"7\"";
            throw new InvalidOperationException();
        });
        app.MapGet("/ten-bytes", (HttpResponse response) =>
        {
            response.Headers.ContentRange = "bytes */10";
            return Results.StatusCode(StatusCodes.Status416RangeNotSatisfiable);
        });
        app.MapGet("/bad/{status:int}", string (int status) => throw new BadHttpRequestException("Failed to bind Internal.Type parameter", status));
    }
}
