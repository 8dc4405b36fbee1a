using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Signatures;
using Seaworthy.Tests.Hosting;

namespace Seaworthy.Tests.Signatures;

/// <summary>The examples in the guide are what whoever writes a client of his own checks it by.</summary>
[Trait("Requirement", "R11")]
public sealed class SignatureVectorTests
{
    private const string Secret = "seaworthy-test-secret-32-bytes!!";
    private static readonly string Page = File.ReadAllText(Repository.Path("docs/guides/signatures.md"));

    private static readonly string[] Texts = [.. Markdown.Blocks(Page, "vector").Select(lines => string.Join('\n', lines))];

    public static TheoryData<string> Vectors => [.. Texts];

    [Fact]
    public void There_are_three_and_the_page_shows_what_is_signed_in_the_first()
    {
        Texts.Length.ShouldBe(3);
        Markdown.Blocks(Page, "canonical").Single().ShouldBe(Encoding.UTF8.GetString(TextOf(Members(Texts[0]))).Split('\n'));
        Page.ShouldContain($"`{Secret}`");
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public async Task Each_example_is_right_and_is_taken_by_a_server(string vector)
    {
        var members = Members(vector);
        var mac = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), TextOf(members)));
        members["signature"].ShouldBe($"v1={mac}");

        // Signed by the clock of the example, in Development, where a secret that everybody can read is taken.
        var time = new ManualTime();
        time.Advance(DateTimeOffset.FromUnixTimeSeconds(long.Parse(members["timestamp"], CultureInfo.InvariantCulture)) - time.GetUtcNow());
        await using var app = await TestApp.StartAsync(
            builder =>
            {
                builder.Environment.EnvironmentName = "Development";
                builder.Services.AddSingleton<TimeProvider>(time);
                builder.AddSeaworthy();
            },
            SigningApp.Map, ("Seaworthy:Signatures:Keys:partner", Secret));
        (await SendAsync(app.Address, members)).ShouldStartWith("HTTP/1.1 200 ");
        (await SendAsync(app.Address, members)).ShouldStartWith("HTTP/1.1 401 ");
    }

    [Fact]
    public void The_document_s_own_signature_is_there_too()
    {
        var body = Members(Texts[0])["body"];

        Page.ShouldContain(Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(body))));
    }

    private static Dictionary<string, string> Members(string vector) =>
        vector.Split('\n').Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0].TrimEnd(':'), pair => pair.Length == 2 ? pair[1] : "");

    private static byte[] TextOf(Dictionary<string, string> members) => SignedText.Of(
        members["timestamp"], members["nonce"], members["method"], members["host"], members["target"], SHA256.HashData(Encoding.UTF8.GetBytes(members["body"])));

    // By hand: no client may write the target in its own way.
    private static async Task<string> SendAsync(Uri address, Dictionary<string, string> members)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(
            $"{members["method"]} {members["target"]} HTTP/1.1\r\nHost: {members["host"]}\r\nConnection: close\r\nX-Signature-Key: partner\r\n"
            + $"X-Signature-Timestamp: {members["timestamp"]}\r\nX-Signature-Nonce: {members["nonce"]}\r\nX-Signature: {members["signature"]}\r\n"
            + $"Content-Length: {Encoding.UTF8.GetByteCount(members["body"])}\r\n\r\n{members["body"]}"));
        using var reader = new StreamReader(client.GetStream());
        return await reader.ReadToEndAsync();
    }
}
