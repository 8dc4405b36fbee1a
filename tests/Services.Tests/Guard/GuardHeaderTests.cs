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
