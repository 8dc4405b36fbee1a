using System.Net;
using System.Text;

namespace Seaworthy.Services.Tests.Guard;

/// <summary>Fields that pass through a guard: byte for byte, but for those that mean something else on its other side.</summary>
[Trait("Requirement", "R75")]
public sealed class GuardHeaderTests : IAsyncLifetime
{
    private UpstreamApp _api = null!;

    public async Task InitializeAsync() => _api = await UpstreamApp.StartAsync();

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task A_cookie_with_é_reaches_the_API_and_30_of_them_open_no_breaker()
    {
        await using var guard = await GuardedApi.StartAsync(_api.Address, "resilience: { breakerCalls: 5 }");

        for (var i = 0; i < 30; i++)
        {
            (await guard.RawAsync("GET /set HTTP/1.1\r\nHost: shop\r\nCookie: name=André\r\n\r\n")).ShouldBe("HTTP/1.1 200 OK");
        }

        _api.Calls("/set").ShouldBe(30);
        _api.Last["Cookie"].ShouldBe("name=André");
    }

    [Theory]
    [InlineData("\"v1-gzip\"", "\"v1\"")]
    [InlineData("\"a,b-br\", W/\"c-gzip\", \"d\"", "\"a,b\", W/\"c-gzip\", \"d\"")]
    [InlineData("*", "*")]
    [InlineData("v1-gzip", "v1-gzip")]
    public async Task A_write_on_condition_names_the_tag_that_the_API_has_given(string said, string seen)
    {
        await using var guard = await GuardedApi.StartAsync(_api.Address);
        using var write = new HttpRequestMessage(HttpMethod.Put, "/set");
        write.Headers.TryAddWithoutValidation("If-Match", said);

        await guard.Client.SendAsync(write);

        _api.Last["If-Match"].ShouldBe(seen);
    }

    [Theory]
    [InlineData("\"v1\"", "\"v1-gzip\"")]
    [InlineData("W/\"v1\"", "W/\"v1\"")]
    [InlineData("v1", "v1")]
    [InlineData("\"", "\"")]
    [InlineData("", null)]
    public async Task What_is_encoded_has_a_tag_of_its_own_where_the_API_has_given_one(string tag, string? told)
    {
        _api.Headers["ETag"] = tag;
        _api.Body = $"\"{new string('a', 5000)}\"";
        await using var guard = await GuardedApi.StartAsync(_api.Address);
        using var read = new HttpRequestMessage(HttpMethod.Get, "/set") { Headers = { { "Accept-Encoding", "gzip" } } };

        using var answer = await guard.Client.SendAsync(read);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentEncoding.ShouldBe(["gzip"]);
        var field = answer.Headers.NonValidated["ETag"].ToString();
        if (told is null)
        {
            field.ShouldMatch("^\"[0-9a-f]{16}-gzip\"$");
        }
        else
        {
            field.ShouldBe(told);
        }
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("iso-8859-1")]
    public async Task A_field_of_an_answer_arrives_byte_for_byte(string encoding)
    {
        const string Said = "attachment; filename=\"Müller.pdf\"";
        var bytes = Encoding.GetEncoding(encoding).GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Disposition: {Said}\r\nLocation: /M\u00fcller\r\n\r\nok");
        await using var upstream = new ScriptedUpstream((stream, token) => stream.WriteAsync(bytes, token).AsTask());
        await using var guard = await GuardedApi.StartAsync(upstream.Address);

        using var answer = await guard.Client.GetAsync("/a");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var field = answer.Content.Headers.NonValidated["Content-Disposition"].ToString(); // a character for each byte
        Encoding.GetEncoding(encoding).GetString(Encoding.Latin1.GetBytes(field)).ShouldBe(Said);
    }
}
