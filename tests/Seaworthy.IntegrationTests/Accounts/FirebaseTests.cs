using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Seaworthy.AuditTrail;
using Seaworthy.Build;
using Seaworthy.Hosting;
using Seaworthy.Identity.Tokens;
using Seaworthy.Mail;

namespace Seaworthy.IntegrationTests.Accounts;

/// <summary>ID tokens of Firebase, exchanged once for tokens of our own; a local issuer stands in for Google's.</summary>
[Trait("Requirement", "R9")]
[Trait("Requirement", "R10")]
public abstract class FirebaseTests : IAsyncLifetime
{
    private readonly KeptDatabase _kept;
    private readonly HeldTime _time = new();
    private readonly LocalIssuer _issuer;
    private TestApp _app = null!;

    protected FirebaseTests(KeptDatabase kept) => (_kept, _issuer) = (kept, new(_time));

    public async Task InitializeAsync()
    {
        await _issuer.StartAsync();
        _app = await StartAsync(("Seaworthy:Identity:Firebase:Project", LocalIssuer.Project));
        await _app.App.Services.GetRequiredService<IServiceDatabase>().MigrateUpAsync(to: null, default);
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        await _issuer.DisposeAsync();
    }

    [Fact]
    public async Task An_id_token_is_exchanged_once_and_its_owner_keeps_his_account()
    {
        _time.Advance(TimeSpan.FromDays(10)); // its lines are the newest, whatever the others have done before
        var token = _issuer.Token("uid-1", "Ada@Example.com", isVerified: true, with: ("name", "Ada"));

        var (status, first) = await ExchangeAsync(token);
        status.ShouldBe(200, first?.ToJsonString());
        ((string)first!["user"]!["email"]!, (string)first["user"]!["name"]!, (bool)first["user"]!["is_confirmed"]!).ShouldBe(("ada@example.com", "Ada", true));
        (await ProfileAsync((string)first["token"]!)).ShouldBe((string)first["user"]!["id"]!);
        (await ExchangeAsync(token)).Status.ShouldBe(401);

        var again = await ExchangeAsync(_issuer.Token("uid-1", "moved@example.com", isVerified: true));
        ((string)again.Body!["user"]!["id"]!).ShouldBe((string)first["user"]!["id"]!);
        (await Trail.ReadAsync(new() { ObjectKind = "account", Take = 5 }, default)).Select(line => line.Action)
            .ShouldBe(["signed-in", "sign-in-failed", "signed-in", "linked-to-firebase", "created"]);
    }

    [Fact]
    public async Task Many_exchanges_of_one_token_at_once_give_one_session()
    {
        await ExchangeAsync(_issuer.Token("uid-2"));
        var token = _issuer.Token("uid-2");

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ExchangeAsync(token)));

        answers.Select(answer => answer.Status).Order().ShouldBe([200, .. Enumerable.Repeat(401, 7)]);
    }

    [Fact]
    public async Task An_email_finds_an_account_only_where_both_sides_have_verified_it()
    {
        (await ExchangeAsync(_issuer.Token("uid-3", "bob@example.com", isVerified: true))).Status.ShouldBe(200);

        var claimed = await ExchangeAsync(_issuer.Token("uid-thief", "bob@example.com"));
        claimed.Status.ShouldBe(200);
        ((string)claimed.Body!["user"]!["email"]!).ShouldBe("firebase:uid-thief");
        var shared = await ExchangeAsync(_issuer.Token("uid-4", "bob@example.com", isVerified: true));
        var own = await ExchangeAsync(_issuer.Token("uid-3"));
        ((string)shared.Body!["user"]!["id"]!).ShouldBe((string)own.Body!["user"]!["id"]!);
    }

    [Fact]
    public async Task Whoever_registered_with_somebody_elses_email_before_is_put_out()
    {
        await PostAsync("/register", new { email = "eve@example.com", password = "test123" });
        var squatter = await PostAsync("/login", new { email = "eve@example.com", password = "test123" });
        squatter.Status.ShouldBe(200);

        (await ExchangeAsync(_issuer.Token("uid-5", "eve@example.com", isVerified: true))).Status.ShouldBe(200);

        (await PostAsync("/login", new { email = "eve@example.com", password = "test123" })).Status.ShouldBe(401);
        (await ProfileAsync((string)squatter.Body!["token"]!)).ShouldBeNull();
    }

    [Fact]
    public async Task What_is_no_id_token_of_the_project_is_refused()
    {
        var now = _time.GetUtcNow().ToUnixTimeSeconds();
        using var stranger = RSA.Create(2048);
        var good = _issuer.Token("uid-6");
        string[] wrong =
        [
            _issuer.Token("uid-6", with: ("iss", "https://securetoken.google.com/another")),
            _issuer.Token("uid-6", with: ("aud", "another")),
            _issuer.Token("uid-6", with: ("aud", new[] { LocalIssuer.Project, "another" })),
            _issuer.Token("uid-6", with: ("sub", "")),
            _issuer.Token("uid-6", with: ("sub", null)),
            _issuer.Token("uid-6", with: ("sub", new string('u', 129))),
            _issuer.Token("uid-6", with: ("exp", now - 10)),
            _issuer.Token("uid-6", with: ("exp", null)),
            _issuer.Token("uid-6", with: ("exp", now + 7200)),
            _issuer.Token("uid-6", with: ("iat", now + 60)),
            _issuer.Token("uid-6", with: ("iat", null)),
            _issuer.Token("uid-6", with: ("auth_time", now + 60)),
            _issuer.Token("uid-6", with: ("auth_time", null)),
            _issuer.Token("uid-6", key: stranger),
            _issuer.Token("uid-6", header: new { alg = "none", kid = "k1", typ = "JWT" }),
            _issuer.Token("uid-6", header: new { alg = "HS256", kid = "k1", typ = "JWT" }),
            _issuer.Token("uid-6", header: new { alg = "RS256", kid = "k9", typ = "JWT" }),
            _issuer.Token("uid-6", header: new { alg = "RS256", kid = "k1", typ = "at+jwt" }),
            _issuer.Token("uid-6", header: new { alg = "RS256", kid = "k1", typ = "JWT", jku = "https://evil.example/keys" }),
            _issuer.Token("uid-6", header: new { alg = "RS256", typ = "JWT" }),
            good[..good.LastIndexOf('.')] + ".", $"{good}A", good[..^2], "a.b.c", "nothing",
        ];

        foreach (var token in wrong)
        {
            (await ExchangeAsync(token)).Status.ShouldBe(401, token);
        }

        (await ExchangeAsync(good)).Status.ShouldBe(200);
        (await ProfileAsync(_issuer.Token("uid-6"))).ShouldBeNull();
    }

    [Fact]
    public async Task A_new_key_is_asked_for_and_invented_ones_do_not_make_it_ask_all_day()
    {
        (await ExchangeAsync(_issuer.Token("uid-7"))).Status.ShouldBe(200);
        _issuer.Asked.ShouldBe(1);
        for (var i = 0; i < 10; i++)
        {
            (await ExchangeAsync(_issuer.Token("uid-7", header: new { alg = "RS256", kid = $"invented-{i}", typ = "JWT" }))).Status.ShouldBe(401);
        }

        _issuer.Asked.ShouldBe(1);
        _issuer.AddKey();
        _time.Advance(TimeSpan.FromSeconds(30));

        (await ExchangeAsync(_issuer.Token("uid-7"))).Status.ShouldBe(200);
        _issuer.Asked.ShouldBe(2);
    }

    [Fact]
    public async Task A_short_key_is_none()
    {
        var id = _issuer.AddKey(bits: 1024);

        (await ExchangeAsync(_issuer.Token("uid-8", header: new { alg = "RS256", kid = id, typ = "JWT" }))).Status.ShouldBe(401);
    }

    [Fact]
    public async Task While_the_issuer_is_away_known_keys_go_on_and_without_any_it_is_503()
    {
        _issuer.IsAway = true;
        (await ExchangeAsync(_issuer.Token("uid-9"))).Status.ShouldBe(503);
        _issuer.IsAway = false;
        _time.Advance(TimeSpan.FromSeconds(30));
        (await ExchangeAsync(_issuer.Token("uid-9"))).Status.ShouldBe(200);
        _issuer.IsAway = true;
        _time.Advance(TimeSpan.FromHours(20));

        (await ExchangeAsync(_issuer.Token("uid-9"))).Status.ShouldBe(200);
        _time.Advance(TimeSpan.FromHours(5));
        (await ExchangeAsync(_issuer.Token("uid-9"))).Status.ShouldBe(503);
    }

    [Fact]
    public async Task Where_no_project_is_named_nobody_can()
    {
        await using var none = await StartAsync();

        using var answer = await none.Client.PostAsJsonAsync("/people/auth/firebase", new { id_token = "x" });

        ((int)answer.StatusCode).ShouldBe(404);
    }

    private IServiceTrail Trail => _app.App.Services.GetRequiredService<IServiceTrail>();

    private Task<(int Status, JsonNode? Body)> ExchangeAsync(string token) => PostAsync("/auth/firebase", new { id_token = token });

    private async Task<(int Status, JsonNode? Body)> PostAsync(string path, object body)
    {
        using var answer = await _app.Client.PostAsJsonAsync($"/people{path}", body);
        var text = await answer.Content.ReadAsStringAsync();
        return ((int)answer.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    // The account's id; null when the token opens nothing.
    private async Task<string?> ProfileAsync(string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/people/profile") { Headers = { { "Authorization", $"Bearer {token}" } } };
        using var answer = await _app.Client.SendAsync(request);
        return answer.IsSuccessStatusCode ? (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["id"]! : null;
    }

    private Task<TestApp> StartAsync(params (string Key, string Value)[] settings) => TestApp.StartAsync(
        builder =>
        {
            builder.Environment.EnvironmentName = Environments.Development;
            builder.Services.AddSingleton<TimeProvider>(_time);
            builder.Services.AddSingleton<IMailer>(new Letterbox());
            builder.Services.AddEmbeddedSqlite();
            builder.AddSeaworthy().AddTokens().AddModule<PeopleModule>();
        },
        app => app.UseSeaworthy(),
        [
            .. _kept.Database.Settings, .. settings, ("Seaworthy:Identity:Accounts:PasswordIterations", "1000"), ("Seaworthy:RateLimiting:Policies:sign-in", "1000000/second per address"),
            ("Seaworthy:Identity:Firebase:Issuer", LocalIssuer.Name), ("Seaworthy:Identity:Firebase:KeysUrl", $"{_issuer.KeysUrl}"), ("Seaworthy:Outgoing:Allowed:0", "127.0.0.1"),
        ]);
}

public sealed class Firebase_on_SQLite(KeptSqlite kept) : FirebaseTests(kept), IClassFixture<KeptSqlite>;

[Trait("Server", "PostgreSQL")]
public sealed class Firebase_on_PostgreSQL(KeptPostgreSql kept) : FirebaseTests(kept), IClassFixture<KeptPostgreSql>;
