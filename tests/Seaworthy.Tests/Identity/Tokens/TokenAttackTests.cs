using System.Buffers.Text;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Seaworthy.Identity.Tokens;

namespace Seaworthy.Tests.Identity.Tokens;

/// <summary>Tokens that somebody has made or mended. What is signed with the application's own key here is what no attacker can have: it is refused all the same.</summary>
[Trait("Requirement", "R9")]
[Trait("Requirement", "R10")]
public sealed class TokenAttackTests : IAsyncLifetime
{
    private TokenApp _app = null!;
    private string _header = null!;
    private string _payload = null!;

    public async Task InitializeAsync()
    {
        _app = await TokenApp.StartAsync(settings: ("Identity:Tokens:Audience", "seaworthy"));
        var parts = _app.Issue().Split('.');
        (_header, _payload) = (TokenApp.Decode(parts[0]), TokenApp.Decode(parts[1]));
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task A_forgery_that_changes_nothing_is_accepted_so_that_the_others_are_refused_for_what_they_change() =>
        (await _app.AskAsync("/me", _app.Forge(_header, _payload))).Status.ShouldBe(200);

    [Theory]
    [InlineData("alg", "\"none\"")]
    [InlineData("alg", "\"None\"")]
    [InlineData("alg", "\"nOnE\"")]
    [InlineData("alg", "\"\"")]
    [InlineData("alg", "\"es256\"")]
    [InlineData("alg", "\"ES384\"")]
    [InlineData("alg", "\"RS256\"")]
    [InlineData("alg", "\"HS256\"")]
    [InlineData("alg", "[\"ES256\"]")]
    [InlineData("alg", null)]
    [InlineData("typ", "\"JWT\"")]
    [InlineData("typ", "\"id+jwt\"")]
    [InlineData("typ", "\"rt+jwt\"")]
    [InlineData("typ", "\"at+jwt \"")]
    [InlineData("typ", null)]
    [InlineData("kid", "\"unknown\"")]
    [InlineData("kid", "\"\"")]
    [InlineData("kid", "\"../../token-keys.json\"")]
    [InlineData("kid", "\"' or 1=1 --\"")]
    [InlineData("kid", "7")]
    [InlineData("kid", null)]
    [InlineData("crit", "[\"exp\"]")]
    [InlineData("b64", "false")]
    [InlineData("jku", "\"https://evil.example/jwks.json\"")]
    [InlineData("x5u", "\"https://evil.example/cert\"")]
    [InlineData("cty", "\"JWT\"")]
    [InlineData("zip", "\"DEF\"")]
    public async Task A_header_is_what_it_must_be_and_nothing_more(string member, string? value) => await ShouldBeRefusedAsync(_app.Forge(With(_header, member, value), _payload));

    [Theory]
    [InlineData("iss", "\"somebody\"")]
    [InlineData("iss", "[\"seaworthy\"]")]
    [InlineData("iss", null)]
    [InlineData("aud", "\"somebody\"")]
    [InlineData("aud", "[]")]
    [InlineData("aud", "[\"seaworthy\", 7]")]
    [InlineData("aud", "{}")]
    [InlineData("aud", null)]
    [InlineData("sub", "\"\"")]
    [InlineData("sub", "7")]
    [InlineData("sub", null)]
    [InlineData("sid", null)]
    [InlineData("sid", "\"\"")]
    [InlineData("exp", null)]
    [InlineData("exp", "\"9999999999\"")]
    [InlineData("exp", "-1")]
    [InlineData("exp", "1e10")]
    [InlineData("exp", "9999999999999999999")]
    [InlineData("exp", "true")]
    [InlineData("iat", null)]
    [InlineData("iat", "9999999999")]
    [InlineData("nbf", "9999999999")]
    [InlineData("nbf", "\"now\"")]
    [InlineData("exp", "1000")]
    [InlineData("role", "{\"staff\": true}")]
    [InlineData("role", "[[\"staff\"]]")]
    public async Task Claims_are_what_they_must_be(string member, string? value) => await ShouldBeRefusedAsync(_app.Forge(_header, With(_payload, member, value)));

    [Theory]
    [InlineData("{0},\"alg\":\"none\"")]
    [InlineData("{0},\"kid\":\"x\"")]
    [InlineData("{0},\"\\u0061lg\":\"ES256\"")]
    public async Task A_header_that_says_one_thing_twice_is_refused(string twice) =>
        await ShouldBeRefusedAsync(_app.Forge($"{{{string.Format(twice, _header.Trim('{', '}'))}}}", _payload));

    [Theory]
    [InlineData("\"sub\":\"root\"")]
    [InlineData("\"exp\":9999999999")]
    [InlineData("\"role\":[\"owner\"]")]
    public async Task Claims_that_are_said_twice_are_refused(string twice) =>
        await ShouldBeRefusedAsync(_app.Forge(_header, $"{{{_payload.Trim('{', '}')},{twice}}}"));

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{}")]
    [InlineData("")]
    [InlineData("{0} {{}}")]
    [InlineData("{0}x")]
    [InlineData("/* */{0}")]
    public async Task A_payload_is_one_object(string text) => await ShouldBeRefusedAsync(_app.Forge(_header, text.Length > 2 && text.Contains("{0}", StringComparison.Ordinal) ? string.Format(text, _payload) : text));

    [Fact]
    public async Task A_payload_nests_only_so_deep_and_is_utf8()
    {
        await ShouldBeRefusedAsync(_app.Forge(_header, With(_payload, "deep", new string('[', 100) + new string(']', 100))));
        var bytes = Encoding.UTF8.GetBytes(With(_payload, "name", "\"?\""));
        bytes[Array.LastIndexOf(bytes, (byte)'?')] = 0xff;
        await ShouldBeRefusedAsync(Signed($"{TokenApp.Encode(_header)}.{Base64Url.EncodeToString(bytes)}"));
    }

    [Fact]
    public async Task A_signature_by_what_is_public_is_refused()
    {
        using var key = ECDsa.Create(_app.Key.Parameters);
        var hmac = With(_header, "alg", "\"HS256\"");
        foreach (var secret in (byte[][])[key.ExportSubjectPublicKeyInfo(), Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem()), _app.Key.Parameters.Q.X!, []])
        {
            var text = $"{TokenApp.Encode(hmac)}.{TokenApp.Encode(_payload)}";
            await ShouldBeRefusedAsync($"{text}.{Base64Url.EncodeToString(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(text)))}");
        }
    }

    [Fact]
    public async Task A_signature_by_a_key_that_the_token_brings_along_is_refused()
    {
        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var point = own.ExportParameters(includePrivateParameters: false).Q;
        var jwk = $"{{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"{Base64Url.EncodeToString(point.X)}\",\"y\":\"{Base64Url.EncodeToString(point.Y)}\"}}";
        foreach (var header in (string[])[_header, With(_header, "jwk", jwk), With(With(_header, "jwk", jwk), "kid", "\"mine\"")])
        {
            var text = $"{TokenApp.Encode(header)}.{TokenApp.Encode(_payload)}";
            await ShouldBeRefusedAsync($"{text}.{Base64Url.EncodeToString(own.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256))}");
        }
    }

    [Fact]
    public async Task A_token_has_one_spelling()
    {
        var token = _app.Issue();
        var parts = token.Split('.');
        var signature = Base64Url.DecodeFromChars(parts[2]);
        using var key = ECDsa.Create(_app.Key.Parameters);
        var der = key.SignData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        string[] spellings =
        [
            $"{parts[0]}.{parts[1]}.", $"{parts[0]}.{parts[1]}", $"{parts[0]}..{parts[2]}", $".{parts[1]}.{parts[2]}", $"{token}.", $"{token}.x", $".{token}", "...", "", "a.b.c",
            $"{token}=", $"{token}==", $"{token}A", token[..^1], $"{token} ", $"{token}\t", $"{token}, {token}", $"\"{token}\"", $"{parts[0]}.{parts[1]}.{parts[2].Replace('-', '+').Replace('_', '/')}=",
            $"{parts[0]}.{parts[1]}.{OtherLastBits(parts[2])}", $"{parts[0]}.{parts[1]}.{Base64Url.EncodeToString(new byte[64])}",
            $"{parts[0]}.{parts[1]}.{Base64Url.EncodeToString((byte[])[.. signature.AsSpan(32), .. signature.AsSpan(0, 32)])}", $"{parts[0]}.{parts[1]}.{Base64Url.EncodeToString(der)}",
            $"{parts[0]}.{parts[1]}.{Base64Url.EncodeToString((byte[])[.. signature, 0])}", $"{parts[0]}.{parts[1]}.{Base64Url.EncodeToString(signature.AsSpan(0, 63))}",
            $"{TokenApp.Encode(_header + " ")}.{parts[1]}.{parts[2]}", $"{parts[0]}.{TokenApp.Encode(With(_payload, "sub", "\"root\""))}.{parts[2]}",
            new string('a', TokenVerifier.MostChars + 1),
        ];

        (await _app.AskAsync("/me", token)).Status.ShouldBe(200);
        foreach (var spelling in spellings.Where(spelling => spelling.Trim() != token && spelling.Length > 0))
        {
            await ShouldBeRefusedAsync(spelling);
        }
    }

    [Fact]
    public async Task A_signature_has_no_twin()
    {
        var order = BigInteger.Parse("0FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        for (var n = 0; n < 20; n++)
        {
            var token = _app.Issue();
            var parts = token.Split('.');
            var signature = Base64Url.DecodeFromChars(parts[2]);
            var twin = (order - new BigInteger(signature.AsSpan(32), isUnsigned: true, isBigEndian: true)).ToByteArray(isUnsigned: true, isBigEndian: true);

            (await _app.AskAsync("/me", token)).Status.ShouldBe(200);
            await ShouldBeRefusedAsync($"{parts[0]}.{parts[1]}.{Base64Url.EncodeToString((byte[])[.. signature.AsSpan(0, 32), .. new byte[32 - twin.Length], .. twin])}");
        }
    }

    [Fact]
    public async Task Two_authorizations_are_none()
    {
        var token = _app.Issue();

        (await _app.AskAsync("/me", [$"Bearer {token}", $"Bearer {token}"])).Status.ShouldBe(401);
        (await _app.AskAsync("/me", [$"Bearer {token}", "Basic YTpi"])).Status.ShouldBe(401);
    }

    [Fact]
    public async Task Elsewhere_than_in_the_header_a_token_is_not_looked_for()
    {
        var answer = await _app.AskAsync($"/me?access_token={_app.Issue()}", [$"Basic {_app.Issue()}"]);

        answer.Status.ShouldBe(401);
        answer.Challenge.ShouldBe($"Bearer realm=\"{Realm(answer)}\"");
    }

    [Fact]
    public async Task A_token_that_is_not_valid_makes_nobody_a_stranger_where_strangers_may_call()
    {
        (await _app.AskAsync("/open", token: null)).Body.ShouldBe("nobody");
        (await _app.AskAsync("/open", _app.Issue())).Body.ShouldBe("ada");
        await ShouldBeRefusedAsync(_app.Forge(_header, With(_payload, "exp", "1000")), "/open");
    }

    private async Task ShouldBeRefusedAsync(string token, string path = "/me")
    {
        var answer = await _app.AskAsync(path, token);

        answer.Status.ShouldBe(401, token);
        answer.Challenge.ShouldBe($"Bearer realm=\"{Realm(answer)}\", error=\"invalid_token\"", token);
        answer.Headers["Cache-Control"].ShouldBe("no-store");
        answer.Body.ShouldNotContain("exception", Case.Insensitive);
    }

    private static string Realm(Answered answer) => answer.Challenge!.Split('"')[1];

    private string Signed(string text) => $"{text}.{Base64Url.EncodeToString(_app.Key.Sign(Encoding.ASCII.GetBytes(text)))}";

    private static string With(string json, string member, string? value)
    {
        var node = JsonNode.Parse(json)!.AsObject();
        node.Remove(member);
        var rest = node.ToJsonString();
        return value is null ? rest : $"{rest[..^1]},\"{member}\":{value}}}";
    }

    // The same bytes to a lenient reader: a signature of 64 bytes leaves four bits of its last character unused.
    private static string OtherLastBits(string text)
    {
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        return text[..^1] + Alphabet[Alphabet.IndexOf(text[^1], StringComparison.Ordinal) | 1];
    }
}
