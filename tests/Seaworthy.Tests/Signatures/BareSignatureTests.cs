using System.Security.Cryptography;
using System.Text;

namespace Seaworthy.Tests.Signatures;

/// <summary>S0's own signature: the HMAC of the body, in hexadecimal digits, where a setting says whose.</summary>
[Trait("Requirement", "R11")]
public sealed class BareSignatureTests
{
    [Theory]
    [InlineData("partner")]
    [InlineData("PARTNER")]
    public async Task It_opens_by_the_key_that_the_setting_names_and_no_other(string key)
    {
        await using var app = await SigningApp.StartAsync(("Signatures:BareKey", key));
        var call = new SignedCall { At = app.Now };

        (await SendAsync(app, call, Bare(call.Body, SignedCall.Secret))).ShouldBe(new Signed(200, $"partner: {call.Body}", ""));
        (await SendAsync(app, call, Bare(call.Body, SignedCall.NextSecret))).Problem.ShouldBe("signature-invalid");
        (await SendAsync(app, call, Bare(call.Body + " ", SignedCall.Secret))).Problem.ShouldBe("signature-invalid");
        (await SendAsync(app, call, Bare(call.Body, SignedCall.Secret).ToUpperInvariant())).Problem.ShouldBe("signature-required");
        (await SendAsync(app, call, Bare(call.Body, SignedCall.Secret)[..62])).Problem.ShouldBe("signature-required");
    }

    [Fact]
    public async Task Whoever_signs_all_is_held_to_all()
    {
        await using var app = await SigningApp.StartAsync(("Signatures:BareKey", "partner"));
        var call = new SignedCall { At = app.Now };

        (await app.SendAsync(call)).Status.ShouldBe(200);
        (await app.SendAsync(call)).Problem.ShouldBe("signature-replayed");
        (await app.SendAsync(call, fields => fields["X-Signature"] = [Bare(call.Body, SignedCall.Secret)])).Problem.ShouldBe("signature-required");
    }

    private static string Bare(string body, string secret) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(body)));

    private static Task<Signed> SendAsync(SigningApp app, SignedCall call, string signature) => app.SendAsync(call, fields =>
    {
        fields.Clear();
        fields["X-Signature"] = [signature];
    });
}
