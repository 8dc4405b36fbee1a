using Microsoft.AspNetCore.Builder;
using Seaworthy.Pipeline;

namespace Seaworthy.Tests.Signatures;

[Trait("Requirement", "R11")]
public sealed class SignatureStageTests : IAsyncLifetime
{
    private SigningApp _app = null!;

    public async Task InitializeAsync() => _app = await SigningApp.StartAsync(("Signatures:Keys:partner", $"{SignedCall.Secret} {SignedCall.NextSecret}"));

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Theory]
    [InlineData("POST", "/pay/7?b=two%20words&a=1", "{\"amount\":1250}")]
    [InlineData("GET", "/pay/7", "")]
    [InlineData("GET", "/pay/7?", "")]
    [InlineData("DELETE", "/p%61y/a%2Fb/?x=&x=1&%78", "")]
    [InlineData("PUT", "/caf%C3%A9", "{\"name\":\"Zoë\"}")]
    public async Task A_signed_request_reaches_its_handler_with_its_body(string method, string target, string body)
    {
        var answer = await _app.SendAsync(new SignedCall { Method = method, Target = target, Body = body, At = _app.Now });

        (answer.Status, answer.Body).ShouldBe((200, $"partner: {body}"));
    }

    [Theory]
    [InlineData("api.example.test:80", "api.example.test")]
    [InlineData("API.Example.Test", "api.example.test")]
    [InlineData("api.example.test:8080", "api.example.test:8080")]
    [InlineData("api.example.test:443", "api.example.test:443")]
    public async Task The_host_is_signed_in_small_letters_and_without_the_port_of_its_scheme(string sent, string signed)
    {
        var call = new SignedCall { Host = signed, At = _app.Now };

        (await _app.SendAsync(call, call with { Host = sent })).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Two_secrets_of_a_key_are_good_while_it_is_changed_and_one_signature_of_several_is_enough()
    {
        var call = new SignedCall { At = _app.Now };
        (await _app.SendAsync(call)).Status.ShouldBe(200);
        (await _app.SendAsync(Next(), fields => fields["X-Signature"] = [$"v1={Last().Mac(SignedCall.NextSecret)}"])).Status.ShouldBe(200);
        (await _app.SendAsync(Next(), fields => fields["X-Signature"] = [$"v1={new string('0', 64)},v1={Last().Mac(SignedCall.NextSecret)}"])).Status.ShouldBe(200);
        (await _app.SendAsync(Next(), fields => fields["X-Signature"] = [$"v9=whatever, v1={Last().Mac()}"])).Status.ShouldBe(200);

        SignedCall Next() => call = new SignedCall { At = _app.Now };
        SignedCall Last() => call;
    }

    [Theory]
    [InlineData(-300, 200)]
    [InlineData(300, 200)]
    [InlineData(-301, 401)]
    [InlineData(301, 401)]
    [InlineData(-86_400, 401)]
    public async Task A_signature_is_good_for_five_minutes_either_way(int seconds, int status)
    {
        var answer = await _app.SendAsync(new SignedCall { At = _app.Now + seconds });

        (answer.Status, answer.Problem).ShouldBe((status, status == 200 ? null : "signature-expired"));
    }

    [Fact]
    public async Task A_request_is_taken_once_for_as_long_as_its_signature_is_good()
    {
        var early = new SignedCall { At = _app.Now + 300 };
        (await _app.SendAsync(early)).Status.ShouldBe(200);

        foreach (var later in (int[])[0, 300, 600])
        {
            _app.Time.Advance(TimeSpan.FromSeconds(later - (_app.Now - (early.At - 300))));
            var again = await _app.SendAsync(early);
            (again.Status, again.Problem).ShouldBe((401, "signature-replayed"), $"after {later} s");
        }

        _app.Time.Advance(TimeSpan.FromSeconds(1));
        (await _app.SendAsync(early)).Problem.ShouldBe("signature-expired");
        (await _app.SendAsync(new SignedCall { At = _app.Now, Nonce = early.Nonce })).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_key_is_one_signer_however_its_id_is_spelt_and_its_request_is_taken_once()
    {
        var call = new SignedCall { At = _app.Now };

        (await _app.SendAsync(call, fields => fields["X-Signature-Key"] = ["PARTNER"])).ShouldBe(new Signed(200, $"partner: {call.Body}", ""));
        (await _app.SendAsync(call)).Problem.ShouldBe("signature-replayed");
    }

    [Fact]
    public async Task Of_many_that_are_sent_at_one_moment_one_gets_through()
    {
        var call = new SignedCall { At = _app.Now };

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _app.SendAsync(call)));

        answers.Count(answer => answer.Status == 200).ShouldBe(1);
        answers.Count(answer => answer.Problem == "signature-replayed").ShouldBe(19);
    }

    [Fact]
    public async Task A_nonce_that_somebody_else_sent_with_a_wrong_signature_is_still_good()
    {
        var call = new SignedCall { At = _app.Now };

        (await _app.SendAsync(call, call with { Body = "forged" })).Problem.ShouldBe("signature-invalid");

        (await _app.SendAsync(call)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_body_beyond_its_bound_is_refused_and_one_within_it_is_read_twice()
    {
        // Sent once the server wants it, and so not into a connection that it has closed.
        (await _app.SendAsync(new SignedCall { At = _app.Now, Body = new string('x', 100_001) }, fields => fields["Expect"] = ["100-continue"])).Status.ShouldBe(413);

        var large = new string('y', 99_999);
        (await _app.SendAsync(new SignedCall { At = _app.Now, Body = large })).Body.ShouldBe($"partner: {large}");
    }

    [Fact]
    public async Task An_endpoint_that_nobody_can_sign_for_stops_the_start()
    {
        await using var app = TestApp.Build(builder => builder.AddSeaworthy(), SigningApp.Map);

        var faults = (await Should.ThrowAsync<PlanException>(() => app.StartAsync())).Faults;

        faults.ShouldHaveSingleItem().ShouldContain("says RequireSignature, and nobody can sign. Set Seaworthy__Signatures__Keys__");
    }

    [Fact]
    public async Task Where_signatures_are_off_the_word_stops_the_start()
    {
        await using var app = TestApp.Build(builder => builder.AddSeaworthy(), SigningApp.Map,
            ("Seaworthy:Signatures:Enabled", "false"), ("Seaworthy:Signatures:Keys:partner", SignedCall.Secret));

        (await Should.ThrowAsync<PlanException>(() => app.StartAsync())).Faults.ShouldHaveSingleItem().ShouldContain("Seaworthy:Signatures:Enabled to true");
    }

    [Fact]
    public async Task What_a_signer_is_shown_is_not_kept_for_another()
    {
        await using var app = TestApp.Build(
            builder => builder.AddSeaworthy(),
            app =>
            {
                app.UseSeaworthy();
                app.MapGet("/mine", () => "mine").RequireSignature().Cached(TimeSpan.FromMinutes(1)).VaryByQuery();
            },
            ("Seaworthy:Signatures:Keys:partner", SignedCall.Secret));

        (await Should.ThrowAsync<PlanException>(() => app.StartAsync())).Faults.ShouldHaveSingleItem().ShouldContain("no answer is kept for a signer");
    }
}
