namespace Seaworthy.Tests.Signatures;

/// <summary>Every way to make something else of a request that was signed.</summary>
[Trait("Requirement", "R11")]
public sealed class SignatureAttackTests : IAsyncLifetime
{
    private SigningApp _app = null!;

    public async Task InitializeAsync() => _app = await SigningApp.StartAsync();

    public async Task DisposeAsync() => await _app.DisposeAsync();

    public static TheoryData<string> Changes =>
        ["method", "host", "port", "path", "path's case", "path's coding", "slash", "query", "query's order", "query's coding", "no query", "body", "no body", "body's last byte", "time", "nonce", "key"];

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task A_request_that_is_changed_after_it_was_signed_is_refused(string change)
    {
        var signed = new SignedCall { At = _app.Now };
        var sent = change switch
        {
            "method" => signed with { Method = "PUT" },
            "host" => signed with { Host = "other.example.test" },
            "port" => signed with { Host = "api.example.test:8080" },
            "path" => signed with { Target = "/pay/8?b=two%20words&a=1" },
            "path's case" => signed with { Target = "/Pay/7?b=two%20words&a=1" },
            "path's coding" => signed with { Target = "/p%61y/7?b=two%20words&a=1" },
            "slash" => signed with { Target = "/pay/7/?b=two%20words&a=1" },
            "query" => signed with { Target = "/pay/7?b=two%20words&a=2" },
            "query's order" => signed with { Target = "/pay/7?a=1&b=two%20words" },
            "query's coding" => signed with { Target = "/pay/7?b=two+words&a=1" },
            "no query" => signed with { Target = "/pay/7" },
            "body" => signed with { Body = """{"amount":9999,"currency":"EUR"}""" },
            "no body" => signed with { Body = "" },
            "body's last byte" => signed with { Body = signed.Body + "\n" },
            _ => signed,
        };

        var answer = await _app.SendAsync(signed, sent, fields =>
        {
            switch (change)
            {
                case "time": fields["X-Signature-Timestamp"] = [$"{signed.At + 1}"]; break;
                case "nonce": fields["X-Signature-Nonce"] = [signed.Nonce[1..] + "0"]; break;
                case "key": fields["X-Signature-Key"] = ["other"]; break;
            }
        });

        (answer.Status, answer.Problem).ShouldBe((401, "signature-invalid"));
        answer.Challenge.ShouldStartWith("Signature realm=");
    }

    [Fact]
    public async Task Whoever_has_no_key_a_wrong_secret_or_an_unknown_key_is_told_the_same()
    {
        var call = new SignedCall { At = _app.Now };
        Signed[] answers =
        [
            await _app.SendAsync(call, fields => fields["X-Signature"] = [$"v1={call.Mac("ffffffffffffffffffffffffffffffff")}"]),
            await _app.SendAsync(call with { Key = "nobody" }),
            await _app.SendAsync(call with { Key = "partner." }),
        ];

        answers.Select(answer => (answer.Status, answer.Problem)).Distinct().ShouldHaveSingleItem().ShouldBe((401, "signature-invalid"));
        answers.ShouldAllBe(answer => !answer.Body.Contains("partner", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("")]
    [InlineData("v1=")]
    [InlineData("{mac}")]
    [InlineData("V1={mac}")]
    [InlineData("v1={MAC}")]
    [InlineData("v1={mac}0")]
    [InlineData("v1={half}")]
    [InlineData("v1={mac}, v1={half}")]
    [InlineData("v1=\"{mac}\"")]
    [InlineData("v2={mac}")]
    [InlineData("v0={mac}, sha256={mac}")]
    [InlineData("v1={mac}, v1={mac}, v1={mac}, v1={mac}, v1={mac}")]
    public async Task A_signature_has_one_spelling(string spelling)
    {
        var call = new SignedCall { At = _app.Now };
        var mac = call.Mac();

        var answer = await _app.SendAsync(call, fields => fields["X-Signature"] =
            [spelling.Replace("{mac}", mac, StringComparison.Ordinal).Replace("{MAC}", mac.ToUpperInvariant(), StringComparison.Ordinal).Replace("{half}", mac[..32], StringComparison.Ordinal)]);

        (answer.Status, answer.Problem).ShouldBe((401, "signature-required"));
        answer.Body.ShouldContain("X-Signature must be v1=");
    }

    [Theory]
    [InlineData("X-Signature-Key", "X-Signature-Key must be")]
    [InlineData("X-Signature-Timestamp", "X-Signature-Timestamp must be")]
    [InlineData("X-Signature-Nonce", "X-Signature-Nonce must be")]
    public async Task A_field_that_is_missing_or_comes_twice_is_named(string field, string says)
    {
        var call = new SignedCall { At = _app.Now };

        var without = await _app.SendAsync(call, fields => fields.Remove(field));
        var twice = await _app.SendAsync(call, fields => fields[field] = [fields[field][0], fields[field][0]]);

        foreach (var answer in (Signed[])[without, twice])
        {
            (answer.Status, answer.Problem).ShouldBe((401, "signature-required"));
            answer.Body.ShouldContain(says);
        }
    }

    [Fact]
    public async Task A_request_without_any_of_them_is_told_what_a_signature_looks_like()
    {
        var answer = await _app.SendAsync(new SignedCall { At = _app.Now }, fields => fields.Clear());

        (answer.Status, answer.Problem).ShouldBe((401, "signature-required"));
        answer.Body.ShouldContain("X-Signature must be v1=");
    }

    [Theory]
    [InlineData("short")]
    [InlineData("0123456789abcdef 0123456789abcde")]
    [InlineData("0123456789abcdef%C3%A9")]
    [InlineData("01234567890123456789012345678901234567890123456789012345678901234")]
    public async Task A_nonce_is_16_to_64_letters_digits_hyphens_and_underscores(string nonce)
    {
        var answer = await _app.SendAsync(new SignedCall { At = _app.Now, Nonce = nonce }, fields => fields["X-Signature-Nonce"] = [nonce]);

        (answer.Status, answer.Problem).ShouldBe((401, "signature-required"));
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("1e9")]
    [InlineData(" ")]
    [InlineData("99999999999999999999")]
    [InlineData("1767323045.5")]
    public async Task A_time_is_whole_seconds(string time)
    {
        var answer = await _app.SendAsync(new SignedCall { At = _app.Now }, fields => fields["X-Signature-Timestamp"] = [time]);

        (answer.Status, answer.Problem).ShouldBe((401, "signature-required"));
    }

    [Fact]
    public async Task The_body_alone_opens_nothing_where_no_setting_says_so()
    {
        var call = new SignedCall { At = _app.Now };
        var bare = Convert.ToHexStringLower(System.Security.Cryptography.HMACSHA256.HashData(
            System.Text.Encoding.UTF8.GetBytes(SignedCall.Secret), System.Text.Encoding.UTF8.GetBytes(call.Body)));

        var answer = await _app.SendAsync(call, fields =>
        {
            fields.Clear();
            fields["X-Signature"] = [bare];
        });

        (answer.Status, answer.Problem).ShouldBe((401, "signature-required"));
    }
}
