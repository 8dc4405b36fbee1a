using System.Buffers.Text;

namespace Seaworthy.Services.Tests.Attacks;

/// <summary>
/// ASVS V11, cryptography: keys that are short, and secrets that can be guessed. How passwords are kept is in <c>PasswordHashingTests</c>, short keys of others
/// in <c>FirebaseTests</c>, cursors that somebody makes himself in <c>ProductListTests</c>.
/// </summary>
[Collection(Attacked.Name)]
[Trait("Requirement", "R84")]
[Trait("Requirement", "R9")]
public sealed class Asvs11CryptographyTests(AttackedHost host)
{
    private const int Bytes = 32;
    private const int Samples = 24;

    [Fact]
    public async Task Keys_that_are_published_have_256_bits_and_nothing_that_signs()
    {
        foreach (var key in (await host.SendAsync("GET", "/.well-known/jwks.json")).Json["keys"]!.AsArray())
        {
            key!.AsObject().Select(member => member.Key).Except(["kty", "use", "crv", "alg", "kid", "x", "y"]).ShouldBeEmpty();
            Base64Url.DecodeFromChars((string)key["x"]!).Length.ShouldBe(Bytes);
            Base64Url.DecodeFromChars((string)key["y"]!).Length.ShouldBe(Bytes);
        }

        host.Tokens.Values.Select(token => Base64Url.DecodeFromChars(token.Split('.')[2]).Length).ShouldAllBe(length => length == 2 * Bytes);
    }

    [Fact]
    public async Task What_opens_something_is_256_bits_of_chance_at_every_place()
    {
        foreach (var (kind, secrets) in new[] { ("refresh token", await RefreshTokensAsync()), ("code on a table", await CodesAsync()), ("API key", await KeysAsync()) })
        {
            var bytes = secrets.Select(secret => Base64Url.DecodeFromChars(secret)).ToList();

            secrets.Distinct().Count().ShouldBe(Samples, kind);
            bytes.ShouldAllBe(secret => secret.Length == Bytes, kind);
            // A counter, a time or the address of a machine would stand still somewhere.
            Enumerable.Range(0, Bytes).Where(place => bytes.Select(secret => secret[place]).Distinct().Count() < Samples / 2).ShouldBeEmpty(kind);
        }
    }

    private async Task<List<string>> RefreshTokensAsync()
    {
        var visitor = await AttackedVisitor.NewAsync(host, "/grocery/api/v2");
        var tokens = new List<string> { visitor.RefreshToken };
        while (tokens.Count < Samples)
        {
            tokens.Add((string)(await visitor.RefreshAsync(tokens[^1])).Json["refresh_token"]!);
        }

        return tokens;
    }

    private async Task<List<string>> CodesAsync()
    {
        var codes = await Task.WhenAll(Enumerable.Range(0, Samples).Select(_ => host.SendAsync("POST", "/cafe/api/v1/tables/1/code", AttackedPeople.Owner)));
        return [.. codes.Select(code => (string)code.Json["token"]!)];
    }

    private async Task<List<string>> KeysAsync()
    {
        var keys = await Task.WhenAll(Enumerable.Range(0, Samples).Select(_ => host.KeyAsync("grocery")));
        return [.. keys.Select(key => key[(key.IndexOf('_', "sw_".Length) + 1)..])];
    }
}
