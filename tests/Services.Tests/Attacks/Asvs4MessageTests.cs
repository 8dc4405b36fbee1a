using System.Net.Sockets;
using System.Text;

namespace Seaworthy.Services.Tests.Attacks;

/// <summary>ASVS V4, API and web service: requests that two servers would cut in two places. Signed requests are attacked in <c>SignatureAttackTests</c>, http in <c>TransportStageTests</c>.</summary>
[Collection(Attacked.Name)]
[Trait("Requirement", "R84")]
[Trait("Requirement", "R42")]
public sealed class Asvs4MessageTests(AttackedHost host)
{
    private const string Line = "POST /grocery/api/v1/orders/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
    private const string Smuggled = "GET /grocery/admin/orders HTTP/1.1\r\nHost: localhost\r\n\r\n";

    [Theory]
    [InlineData("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + Smuggled)]
    [InlineData("Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n" + Smuggled)]
    [InlineData("Content-Length: 2\r\nContent-Length: 60\r\n\r\n{}" + Smuggled)]
    [InlineData("Content-Length: 0x2\r\n\r\n{}" + Smuggled)]
    [InlineData("Content-Length : 2\r\n\r\n{}" + Smuggled)]
    [InlineData("Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + Smuggled)]
    [InlineData("Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n" + Smuggled)]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF1\r\n{}\r\n0\r\n\r\n" + Smuggled)]
    [InlineData(" folded: x\r\nContent-Length: 2\r\n\r\n{}" + Smuggled)]
    public async Task A_request_whose_end_is_in_doubt_is_answered_once_and_the_connection_closed(string rest)
    {
        var answers = await RawAsync(Line + rest);

        answers.ShouldNotContain("HTTP/1.1 200");
        answers.Split("HTTP/1.1 ").Length.ShouldBe(2, answers);
        answers.ShouldStartWith("HTTP/1.1 4");
    }

    [Theory]
    [InlineData("GET /grocery/api/v2/products HTTP/1.1\r\n\r\n")]
    [InlineData("GET /grocery/api/v2/products HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")]
    [InlineData("GET /grocery/api/v2/products HTTP/1.1\r\nHost: a b\r\n\r\n")]
    [InlineData("GET http://evil.example/grocery/api/v2/products HTTP/1.1\r\nHost: localhost\r\n\r\n")]
    [InlineData("GET /grocery/api/v2/products HTTP/9.9\r\nHost: localhost\r\n\r\n")]
    [InlineData("GET /grocery/api/v2/products\r\n\r\n")]
    public async Task A_request_that_does_not_say_one_host_and_one_version_is_refused(string request) => (await RawAsync(request)).ShouldMatch("^HTTP/1.1 (400|505) ");

    [Fact]
    public async Task Every_answer_with_text_says_its_type_and_its_characters()
    {
        foreach (var path in (string[])["/grocery/api/v2/products", "/workforce/api/etter/roles", "/cafe/nowhere", "/rides/mine", "/rides/payments/nowhere", "/nowhere", "/health", "/.well-known/jwks.json"])
        {
            var answer = await host.SendAsync("GET", path);

            (answer.Header("Content-Type") is { } type && (type.Contains("json", StringComparison.Ordinal) || type.Contains("charset=utf-8", StringComparison.OrdinalIgnoreCase))).ShouldBeTrue($"{path}: {answer.Header("Content-Type")}");
        }
    }

    private async Task<string> RawAsync(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(host.App.Address.Host, host.App.Address.Port);
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(request));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
        return await reader.ReadToEndAsync(patience.Token);
    }
}
