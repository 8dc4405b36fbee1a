using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Identity.Tokens;

namespace Seaworthy.Tests.Identity.Tokens;

/// <summary>Tokens from their issue to their end, and the keys behind them.</summary>
[Trait("Requirement", "R9")]
[Trait("Requirement", "R10")]
public sealed class TokenTests
{
    private const string Secret = "f3b1c7a95d2e486f90a1b2c3d4e5f60718293a4b5c6d7e8f";

    [Fact]
    public async Task A_token_says_who_and_what_he_may()
    {
        await using var app = await TokenApp.StartAsync();
        var token = app.Issue();

        (await app.AskAsync("/me", token)).Body.ShouldBe("sub=ada sid=s1 tenant=shop email=ada@example.com scope=orders:read orders:write role=staff");
        (await app.AskAsync("/staff", token)).Status.ShouldBe(200);
        (await app.AskAsync("/owner", token)).Status.ShouldBe(403);
        (await app.AskAsync("/write", token)).Status.ShouldBe(200);
        (await app.AskAsync("/refund", token)).Challenge!.ShouldEndWith("error=\"insufficient_scope\", scope=\"refunds:write\"");
        (await app.AskAsync("/me", [$"bearer {token}"])).Status.ShouldBe(200);
        var stranger = await app.AskAsync("/me", token: null);
        (stranger.Status, stranger.Challenge!.Contains("error")).ShouldBe((401, false));
    }

    [Fact]
    public async Task Its_form_is_the_standards()
    {
        await using var app = await TokenApp.StartAsync();
        var (header, payload) = Parse(app.Issue());

        (header.GetProperty("alg").GetString(), header.GetProperty("typ").GetString()).ShouldBe(("ES256", "at+jwt"));
        header.EnumerateObject().Count().ShouldBe(3);
        (payload.GetProperty("exp").GetInt64() - payload.GetProperty("iat").GetInt64()).ShouldBe(900);
        payload.EnumerateObject().Select(claim => claim.Name).ShouldBe(
            ["iss", "aud", "sub", "sid", "client_id", "jti", "iat", "nbf", "exp", "tenant", "email", "scope", "role"]);
        Parse(app.Issue()).Payload.GetProperty("jti").GetString().ShouldNotBe(payload.GetProperty("jti").GetString());
    }

    [Fact]
    public async Task It_ends_with_its_time_though_it_is_remembered()
    {
        await using var app = await TokenApp.StartAsync();
        var token = app.Issue();
        app.Time.Advance(TimeSpan.FromSeconds(890));
        (await app.AskAsync("/me", token)).Status.ShouldBe(200);

        app.Time.Advance(TimeSpan.FromSeconds(14)); // the clocks of two processes may differ by five seconds
        (await app.AskAsync("/me", token)).Status.ShouldBe(200);
        app.Time.Advance(TimeSpan.FromSeconds(1));
        var answer = await app.AskAsync("/me", token);

        answer.Status.ShouldBe(401);
        answer.Challenge!.ShouldEndWith("error=\"invalid_token\"");
        answer.Body.ShouldContain("The token has expired.");
    }

    [Fact]
    public async Task It_ends_with_its_session_at_once_though_it_is_remembered_and_other_sessions_stay()
    {
        await using var app = await TokenApp.StartAsync();
        var (one, two, other) = (app.Issue(session: "s1"), app.Issue(session: "s1"), app.Issue(session: "s2"));
        (await app.AskAsync("/me", one)).Status.ShouldBe(200);

        app.Tokens.Revoke("s1");

        (await app.AskAsync("/me", one)).Body.ShouldContain("The session of this token has ended.");
        (await app.AskAsync("/me", two)).Status.ShouldBe(401);
        (await app.AskAsync("/me", other)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task It_is_remembered_for_a_minute_and_no_longer()
    {
        await using var app = await TokenApp.StartAsync();
        var token = app.Issue();
        (await app.AskAsync("/me", token)).Status.ShouldBe(200);
        File.Delete(app.KeyFile); // whoever verifies now has no key for it

        app.Time.Advance(TimeSpan.FromSeconds(59));
        (await app.AskAsync("/me", token)).Status.ShouldBe(200);
        app.Time.Advance(TimeSpan.FromSeconds(1));
        (await app.AskAsync("/me", token)).Status.ShouldBe(401);
    }

    [Fact]
    public async Task Keys_change_without_anybody_noticing()
    {
        await using var app = await TokenApp.StartAsync();
        var first = (await KeysAsync(app)).ShouldHaveSingleItem();
        app.Time.Advance(TimeSpan.FromDays(30) - TimeSpan.FromMinutes(59));

        var before = await KeysAsync(app);
        before.Count.ShouldBe(2);
        KeyOf(app.Issue()).ShouldBe(first);

        app.Time.Advance(TimeSpan.FromMinutes(58));
        var last = app.Issue();
        app.Time.Advance(TimeSpan.FromMinutes(2));
        var next = app.Issue();
        (KeyOf(last), KeyOf(next)).ShouldBe((first, before[1]));
        (await app.AskAsync("/me", last)).Status.ShouldBe(200);
        (await app.AskAsync("/me", next)).Status.ShouldBe(200);
        (await KeysAsync(app)).ShouldBe(before);

        app.Time.Advance(TimeSpan.FromMinutes(17));
        (await KeysAsync(app)).ShouldBe([before[1]]);
    }

    [Fact]
    public async Task A_clock_that_goes_back_behind_the_first_key_still_signs()
    {
        await using var app = await TokenApp.StartAsync();
        var first = KeyOf(app.Issue());
        app.Time.Advance(-TimeSpan.FromDays(2));

        var token = app.Issue();

        KeyOf(token).ShouldBe(first);
        (await app.AskAsync("/me", token)).Status.ShouldBe(200);
        await using var next = await TokenApp.StartAsync(app.Folder, app.Time);
        KeyOf(next.Issue()).ShouldBe(first);
        (await next.AskAsync("/me", token)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Keys_that_were_read_before_the_clock_went_back_are_read_again()
    {
        await using var one = await TokenApp.StartAsync();
        one.Issue();
        File.Delete(one.KeyFile);
        one.Time.Advance(-TimeSpan.FromDays(2));
        await using var two = await TokenApp.StartAsync(one.Folder, one.Time);

        (await one.AskAsync("/me", two.Issue())).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_any_more_leaves_the_keys_as_they_are_known()
    {
        var log = new CapturedLog();
        await using var app = await TokenApp.StartAsync(log: log);
        var token = app.Issue();
        await File.WriteAllTextAsync(app.KeyFile, "{\"keys\":[{");
        app.Time.Advance(TimeSpan.FromMinutes(2));

        (await app.AskAsync("/me", token)).Status.ShouldBe(200);
        (await app.AskAsync("/me", app.Issue())).Status.ShouldBe(200);
        (await log.EventAsync(nameof(EventIds.TokenKeysNotRead))).GetProperty("level").GetString().ShouldBe("error");
        (await File.ReadAllTextAsync(app.KeyFile)).ShouldBe("{\"keys\":[{");
    }

    [Fact]
    public async Task A_token_of_somebody_else_is_his_schemes_business()
    {
        await using var app = await TestApp.StartAsync(
            builder =>
            {
                SayWho.Add(builder.Services);
                builder.AddSeaworthy(options => options.DataDirectory = Directory.CreateTempSubdirectory("seaworthy-").FullName).AddTokens();
            },
            app =>
            {
                app.UseSeaworthy();
                app.MapGet("/both", () => "ok").RequireAuthorization(policy => policy.AddAuthenticationSchemes(SayWho.Name, TokensExtensions.Scheme).RequireAuthenticatedUser());
            });

        (await StatusAsync("Bearer of.somebody.else", "sub=ada")).ShouldBe(200);
        (await StatusAsync("Bearer of.somebody.else", who: null)).ShouldBe(401);
        (await StatusAsync($"Bearer {app.App.Services.GetRequiredService<AccessTokens>().Issue(new("ada", "s")).Text}", who: null)).ShouldBe(200);

        async Task<int> StatusAsync(string authorization, string? who)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/both");
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
            if (who is not null)
            {
                request.Headers.TryAddWithoutValidation("Who", who);
            }

            using var answer = await app.Client.SendAsync(request);
            return (int)answer.StatusCode;
        }
    }

    [Fact]
    public async Task Processes_that_share_the_file_accept_each_others_tokens()
    {
        await using var one = await TokenApp.StartAsync();
        var token = one.Issue();
        await using var two = await TokenApp.StartAsync(one.Folder, one.Time);

        (await two.AskAsync("/me", token)).Status.ShouldBe(200);
        (await one.AskAsync("/me", two.Issue())).Status.ShouldBe(200);
        (await KeysAsync(two)).ShouldBe(await KeysAsync(one));
    }

    [Fact]
    public async Task A_key_that_another_process_made_is_found_when_a_token_names_it()
    {
        await using var one = await TokenApp.StartAsync();
        (await one.AskAsync("/me", one.Issue())).Status.ShouldBe(200);
        File.Delete(one.KeyFile);
        await using var two = await TokenApp.StartAsync(one.Folder, one.Time);
        var token = two.Issue();

        (await one.AskAsync("/me", token)).Status.ShouldBe(401); // who invents keys makes nobody read files more often than that
        one.Time.Advance(TimeSpan.FromSeconds(5));
        (await one.AskAsync("/me", token)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task The_file_of_keys_is_encrypted_by_the_secret_and_its_owners_alone()
    {
        await using var app = await TokenApp.StartAsync(settings: ("Identity:Tokens:Secret", Secret));
        var token = app.Issue();

        var text = await File.ReadAllTextAsync(app.KeyFile);
        JsonDocument.Parse(text).RootElement.GetProperty("keys")[0].GetProperty("key").GetString()!.ShouldStartWith("sealed:");
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(app.KeyFile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        await using var again = await TokenApp.StartAsync(app.Folder, app.Time, settings: ("Identity:Tokens:Secret", Secret));
        (await again.AskAsync("/me", token)).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("another-secret-of-more-than-thirty-two-characters")]
    [InlineData(null)]
    public async Task A_file_that_another_secret_has_encrypted_stops_the_start_and_is_left_alone(string? secret)
    {
        await using var app = await TokenApp.StartAsync(settings: ("Identity:Tokens:Secret", Secret));
        app.Issue();
        var before = await File.ReadAllTextAsync(app.KeyFile);

        var fault = await Should.ThrowAsync<TokenKeyException>(() => TokenApp.StartAsync(app.Folder, app.Time, settings: secret is null ? [] : [("Identity:Tokens:Secret", secret)]));

        fault.Message.ShouldContain("Set Seaworthy:Identity:Tokens:Secret (or JWT_SECRET) to what it was");
        (await File.ReadAllTextAsync(app.KeyFile)).ShouldBe(before);
    }

    [Fact]
    public async Task Published_keys_verify_a_token_anywhere_and_give_nothing_away()
    {
        await using var app = await TokenApp.StartAsync();
        var parts = app.Issue().Split('.');
        using var response = await app.Client.GetAsync("/.well-known/jwks.json");
        var text = await response.Content.ReadAsStringAsync();
        var key = JsonDocument.Parse(text).RootElement.GetProperty("keys")[0];

        using var verifier = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new() { X = Base64Url.DecodeFromChars(key.GetProperty("x").GetString()), Y = Base64Url.DecodeFromChars(key.GetProperty("y").GetString()) },
        });
        verifier.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256).ShouldBeTrue();
        key.EnumerateObject().Select(member => member.Name).ShouldBe(["kty", "crv", "use", "alg", "kid", "x", "y"]);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/jwk-set+json");
        response.Headers.CacheControl!.ToString().ShouldBe("public, max-age=300");
    }

    [Fact]
    [Trait("Requirement", "R49")]
    public async Task The_document_says_that_a_token_opens_what_is_guarded()
    {
        await using var app = await TokenApp.StartAsync(settings: ("OpenApi:Enabled", "true"));

        var document = JsonDocument.Parse(await app.Client.GetStringAsync("/openapi/v1.json")).RootElement;

        var scheme = document.GetProperty("components").GetProperty("securitySchemes").GetProperty("Seaworthy");
        (scheme.GetProperty("scheme").GetString(), scheme.GetProperty("bearerFormat").GetString()).ShouldBe(("bearer", "JWT"));
        document.GetProperty("paths").GetProperty("/staff").GetProperty("get").GetProperty("security")[0].TryGetProperty("Seaworthy", out _).ShouldBeTrue();
        document.GetProperty("paths").GetProperty("/open").GetProperty("get").TryGetProperty("security", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Many_at_once_are_all_right()
    {
        await using var app = await TokenApp.StartAsync(settings: [("Identity:Tokens:RememberMost", "3")]);

        var statuses = await Task.WhenAll(Enumerable.Range(0, 60).Select(async i => (await app.AskAsync("/me", app.Issue(subject: $"u{i % 20}"))).Status));

        statuses.ShouldAllBe(status => status == 200);
    }

    [Theory]
    [InlineData("", "s", "read")]
    [InlineData("ada", "", "read")]
    [InlineData("ada", "s", "read write")]
    [InlineData("ada", "s", "")]
    public async Task A_token_without_a_name_a_session_or_with_a_scope_that_is_two_is_not_issued(string subject, string session, string scope)
    {
        await using var app = await TokenApp.StartAsync();

        Should.Throw<ArgumentException>(() => app.Tokens.Issue(new(subject, session) { Scopes = [scope] }));
    }

    private static async Task<IReadOnlyList<string>> KeysAsync(TokenApp app)
    {
        var json = JsonDocument.Parse(await app.Client.GetStringAsync("/.well-known/jwks.json"));
        return [.. json.RootElement.GetProperty("keys").EnumerateArray().Select(key => key.GetProperty("kid").GetString()!)];
    }

    private static string KeyOf(string token) => Parse(token).Header.GetProperty("kid").GetString()!;

    private static (JsonElement Header, JsonElement Payload) Parse(string token)
    {
        var parts = token.Split('.');
        return (JsonDocument.Parse(TokenApp.Decode(parts[0])).RootElement, JsonDocument.Parse(TokenApp.Decode(parts[1])).RootElement);
    }
}
