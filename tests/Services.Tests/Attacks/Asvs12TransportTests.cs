using System.Net.Sockets;
using System.Text;

namespace Seaworthy.Services.Tests.Attacks;

/// <summary>
/// ASVS V12, secure communication: old versions of TLS, and requests in the open. Bytes are sent as they stand: a client's own library would not speak
/// the old ones. Certificates that change are in <c>CertificateTests</c>, redirects in <c>TransportStageTests</c>.
/// </summary>
[Collection(Watched.Name)]
[Trait("Requirement", "R84")]
[Trait("Requirement", "R8")]
public sealed class Asvs12TransportTests(WatchedHost host)
{
    private const byte Alert = 21, Handshake = 22;
    private static readonly byte[] Good = [0xC0, 0x2B, 0xC0, 0x23, 0xC0, 0x09];

    [Theory]
    [InlineData("SSL 3.0", (byte)0x00)]
    [InlineData("TLS 1.0", (byte)0x01)]
    [InlineData("TLS 1.1", (byte)0x02)]
    public async Task An_old_version_of_TLS_is_refused(string version, byte minor) =>
        (await HelloAsync(minor, [.. Good, 0xC0, 0x0A, 0xC0, 0x13, 0xC0, 0x14, 0x00, 0x2F, 0x00, 0x35])).ShouldBeOneOf([null, Alert], version);

    [Fact]
    public async Task The_version_that_is_not_old_is_taken_or_the_others_are_refused_for_another_reason() => (await HelloAsync(0x03, Good)).ShouldBe(Handshake);

    [Theory]
    [InlineData("nothing encrypted", (byte)0xC0, (byte)0x06)]
    [InlineData("nobody known", (byte)0xC0, (byte)0x18)]
    [InlineData("RC4", (byte)0xC0, (byte)0x07)]
    [InlineData("3DES", (byte)0xC0, (byte)0x08)]
    [InlineData("for export", (byte)0x00, (byte)0x08)]
    [InlineData("DES", (byte)0x00, (byte)0x09)]
    public async Task A_cipher_that_is_none_is_refused(string cipher, byte first, byte second) => (await HelloAsync(0x03, [first, second])).ShouldBeOneOf([null, Alert], cipher);

    [Fact]
    public async Task What_is_said_in_the_open_to_the_port_of_TLS_is_not_answered()
    {
        var answer = await RawAsync(host.Secure, Encoding.ASCII.GetBytes("GET /grocery/api/v2/products HTTP/1.1\r\nHost: localhost\r\n\r\n"));

        Encoding.Latin1.GetString(answer).ShouldNotContain("HTTP/1.1 200");
    }

    [Fact]
    public async Task In_the_open_every_endpoint_is_403_whatever_is_sent_along_and_leads_nowhere()
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = host.Plain };
        foreach (var endpoint in host.Endpoints)
        {
            foreach (var name in (string?[])[null, "Authorization", "Upgrade-Insecure-Requests"])
            {
                using var request = new HttpRequestMessage(new(endpoint.Method), endpoint.Path);
                request.Headers.TryAddWithoutValidation(name ?? "X-Nothing", name == "Authorization" ? $"Bearer {host.Tokens[AttackedPeople.MightiestAt(endpoint.Service)]}" : "1");
                using var answer = await client.SendAsync(request);

                ((int)answer.StatusCode).ShouldBe(403, endpoint.Call);
                answer.Headers.Location.ShouldBeNull(endpoint.Call);
                (await answer.Content.ReadAsStringAsync()).ShouldContain("https", Case.Insensitive, endpoint.Call);
            }
        }
    }

    [Fact]
    public async Task Over_https_a_browser_is_told_to_stay_there_for_a_year_on_every_kind_of_answer()
    {
        foreach (var path in (string[])["/grocery/api/v2/products", "/workforce/api/etter/users", "/cafe/api/v1/orders/", "/cafe/nowhere", "/rides/mine", "/nowhere", "/health"])
        {
            var told = (await host.SendAsync("GET", path, null, null, ("Host", "api.example.test"))).Header("Strict-Transport-Security").ShouldNotBeNull(path);

            int.Parse(told.Split('=', ';')[1], System.Globalization.CultureInfo.InvariantCulture).ShouldBeGreaterThanOrEqualTo(365 * 24 * 3600);
        }
    }

    // What kind of record comes back; null when the connection is closed.
    private async Task<byte?> HelloAsync(byte minor, byte[] ciphers)
    {
        byte[] extensions =
        [
            0x00, 0x0A, 0x00, 0x04, 0x00, 0x02, 0x00, 0x17, // the curve of the certificate
            0x00, 0x0B, 0x00, 0x02, 0x01, 0x00, // points as they are
            0x00, 0x0D, 0x00, 0x06, 0x00, 0x04, 0x04, 0x03, 0x02, 0x03, // ECDSA with SHA-256, and with SHA-1
        ];
        byte[] body = [3, minor, .. new byte[32], 0, 0, (byte)ciphers.Length, .. ciphers, 1, 0, 0, (byte)extensions.Length, .. extensions];
        byte[] hello = [1, 0, 0, (byte)body.Length, .. body];
        var answer = await RawAsync(host.Secure, [Handshake, 3, Math.Min(minor, (byte)1), 0, (byte)hello.Length, .. hello]);
        return answer.Length == 0 ? null : answer[0];
    }

    // All that comes until the other side closes, or the first of it: a handshake waits for its next step.
    private static async Task<byte[]> RawAsync(Uri address, byte[] bytes)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", address.Port);
        await client.GetStream().WriteAsync(bytes);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var answer = new byte[64 * 1024];
        try
        {
            return answer[..await client.GetStream().ReadAsync(answer, patience.Token)];
        }
        catch (IOException)
        {
            return [];
        }
    }
}
