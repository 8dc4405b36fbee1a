using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Identity.Tokens;

namespace Seaworthy.Services.Tests.Attacks;

/// <summary>ASVS V9, self-contained tokens: those that somebody has bent, at every service. Each member by itself is bent in <c>TokenAttackTests</c>.</summary>
[Collection(Attacked.Name)]
[Trait("Requirement", "R84")]
[Trait("Requirement", "R9")]
public sealed class Asvs9TokenTests(AttackedHost host)
{
    private SigningKey Key => host.App.App.Services.GetRequiredService<KeyRing>().Signing;

    [Fact]
    public async Task A_token_that_is_bent_is_401_at_every_service_on_what_is_open_too()
    {
        foreach (var (service, accounts) in AttackedHost.Services)
        {
            var good = host.Tokens[AttackedPeople.MightiestAt(service)];
            (await AskAsync($"{accounts}/profile", good)).ShouldBe(200, "or the others are refused for another reason");

            foreach (var (how, token) in Bent(good, service))
            {
                foreach (var path in (string[])[$"{accounts}/profile", service switch { "grocery" => "/grocery/api/v2/products", "workforce" => "/workforce/api/etter/roles", "rides" => "/rides/mine", _ => "/cafe/api/v1/menu-items/" }])
                {
                    (await AskAsync(path, token)).ShouldBe(401, $"{how} at {path}");
                }
            }

            // Signed by us, and of nobody who is there: whoever keeps the accounts knows. The rides' other modules go by the token alone.
            foreach (var (how, token) in OfNoSession(good))
            {
                (await AskAsync($"{accounts}/profile", token)).ShouldBe(401, $"{how} at {service}");
            }
        }
    }

    [Fact]
    public async Task What_is_published_of_the_keys_verifies_and_does_not_sign()
    {
        var keys = (await host.SendAsync("GET", "/.well-known/jwks.json")).Json["keys"]!.AsArray();

        keys.ShouldNotBeEmpty();
        foreach (var key in keys)
        {
            ((string)key!["kty"]!, (string)key["crv"]!, (string)key["alg"]!).ShouldBe(("EC", "P-256", "ES256"));
            key.AsObject().ContainsKey("d").ShouldBeFalse();
        }
    }

    private IEnumerable<(string How, string Token)> Bent(string good, string service)
    {
        var parts = good.Split('.');
        var (header, payload, signature) = (Decode(parts[0]), Decode(parts[1]), Base64Url.DecodeFromChars(parts[2]));
        var past = host.App.App.Services.GetRequiredService<TimeProvider>().GetUtcNow().ToUnixTimeSeconds() - 3600;
        yield return ("no signature", $"{Encode(With(header, "alg", "\"none\""))}.{parts[1]}.");
        yield return ("no signature, in another spelling", $"{Encode(With(header, "alg", "\"nOnE\""))}.{parts[1]}.");
        yield return ("signed with what is public", Hmac(With(header, "alg", "\"HS256\""), payload));
        yield return ("signed by a stranger", Signed(header, payload, ECDsa.Create(ECCurve.NamedCurves.nistP256)));
        yield return ("signed by a key that it brings along", Signed(With(header, "jwk", "{\"kty\":\"EC\",\"crv\":\"P-256\"}"), payload, ECDsa.Create(ECCurve.NamedCurves.nistP256)));
        yield return ("its payload changed", $"{parts[0]}.{Encode(With(payload, "sub", "\"root\""))}.{parts[2]}");
        yield return ("another key's id", Forged(With(header, "kid", "\"../../token-keys.json\""), payload));
        yield return ("jku", Forged(With(header, "jku", "\"https://evil.example/jwks.json\""), payload));
        yield return ("x5u", Forged(With(header, "x5u", "\"https://evil.example/chain.pem\""), payload));
        yield return ("crit", Forged(With(header, "crit", "[\"exp\"]"), payload));
        yield return ("an identity token's type", Forged(With(header, "typ", "\"JWT\""), payload));
        yield return ("another issuer", Forged(header, With(payload, "iss", "\"https://evil.example\"")));
        yield return ("another audience", Forged(header, With(payload, "aud", "\"elsewhere\"")));
        yield return ("expired", Forged(header, With(payload, "exp", $"{past}")));
        yield return ("not yet valid", Forged(header, With(payload, "nbf", "9999999999")));
        yield return ("without an end", Forged(header, With(payload, "exp", null)));
        yield return ("a subject twice", Forged(header, payload[..^1] + ",\"sub\":\"root\"}"));
        yield return ("cut", good[..^1]);
        yield return ("cut in two", $"{parts[0]}.{parts[1]}");
        yield return ("its last bits in another spelling", good[..^1] + Other(good[^1]));
        yield return ("the signature's other solution", $"{parts[0]}.{parts[1]}.{Base64Url.EncodeToString(OtherSolution(signature))}");
        yield return ("the signature in DER", $"{parts[0]}.{parts[1]}.{Base64Url.EncodeToString((byte[])[0x30, 0x44, 0x02, 0x20, .. signature.AsSpan(0, 32), 0x02, 0x20, .. signature.AsSpan(32)])}");
        yield return ("padded", good + "=");
        yield return ($"not of {service}", host.Tokens[AttackedPeople.MightiestAt(service == "grocery" ? "cafe" : "grocery")]);
    }

    private IEnumerable<(string How, string Token)> OfNoSession(string good)
    {
        var (header, payload) = (Decode(good.Split('.')[0]), Decode(good.Split('.')[1]));
        yield return ("a session that is none", Forged(header, With(payload, "sid", $"\"{Guid.NewGuid()}\"")));
        yield return ("a session of the tool's, outside Development", Forged(header, With(payload, "sid", "\"development\"")));
    }

    private string Forged(string header, string payload)
    {
        var text = $"{Encode(header)}.{Encode(payload)}";
        return $"{text}.{Base64Url.EncodeToString(Key.Sign(Encoding.ASCII.GetBytes(text)))}";
    }

    private string Hmac(string header, string payload)
    {
        using var key = ECDsa.Create(Key.Parameters);
        var text = $"{Encode(header)}.{Encode(payload)}";
        return $"{text}.{Base64Url.EncodeToString(HMACSHA256.HashData(key.ExportSubjectPublicKeyInfo(), Encoding.ASCII.GetBytes(text)))}";
    }

    private static string Signed(string header, string payload, ECDsa by)
    {
        using (by)
        {
            var text = $"{Encode(header)}.{Encode(payload)}";
            return $"{text}.{Base64Url.EncodeToString(by.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256))}";
        }
    }

    // (r, n - s) verifies as (r, s) does: a token would have two spellings.
    private static byte[] OtherSolution(byte[] signature)
    {
        var order = System.Numerics.BigInteger.Parse("0FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture);
        var other = (order - new System.Numerics.BigInteger(signature.AsSpan(32), isUnsigned: true, isBigEndian: true)).ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. signature.AsSpan(0, 32), .. new byte[32 - other.Length], .. other];
    }

    private static char Other(char last)
    {
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        return Alphabet[Alphabet.IndexOf(last, StringComparison.Ordinal) ^ 1];
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    private static string Decode(string part) => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(part));

    private static string With(string json, string member, string? value)
    {
        var node = JsonNode.Parse(json)!.AsObject();
        node.Remove(member);
        var rest = node.ToJsonString();
        return value is null ? rest : $"{rest[..^1]},\"{member}\":{value}}}";
    }

    private async Task<int> AskAsync(string path, string token) => (await host.SendAsync("GET", path, null, null, ("Authorization", $"Bearer {token}"))).Status;
}
