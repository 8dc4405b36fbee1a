using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Seaworthy.Build;
using Seaworthy.EntityFrameworkCore.ApiKeys;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Hosting;
using Seaworthy.Identity.ApiKeys;
using Seaworthy.Identity.Tokens;
using Seaworthy.IntegrationTests.Accounts;

namespace Seaworthy.IntegrationTests.ApiKeys;

/// <summary>Programs that call with a key, beside people who call with a token.</summary>
[Trait("Requirement", "R10")]
public abstract class ApiKeyTests(Func<Task<TestDatabase>> createDatabase) : IAsyncLifetime
{
    private readonly HeldTime _time = new();
    private TestDatabase _database = null!;
    private TestApp _app = null!;

    private IApiKeys Keys => _app.App.Services.GetRequiredService<IApiKeys>();

    public async Task InitializeAsync()
    {
        _database = await createDatabase();
        _app = await StartAsync();
        await _app.App.Services.GetRequiredService<IServiceDatabase>().MigrateUpAsync(to: null, default);
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_key_is_a_caller_with_its_name_its_tenant_and_its_scopes()
    {
        var (id, key) = await NewAsync(scopes: ["stock:write"], tenant: "7");
        var (_, other) = await NewAsync(scopes: ["stock:read"]);

        (await GetAsync("/robots/stock", key)).ShouldBe((HttpStatusCode.OK, $"key:{id} counter 7"));
        (await GetAsync("/robots/open", key)).ShouldBe((HttpStatusCode.OK, $"key:{id} counter 7"));
        (await GetAsync("/robots/stock", other)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await GetAsync("/robots/mine", other)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_is_no_key_is_refused_also_where_strangers_may_call()
    {
        var (id, key) = await NewAsync();
        var (_, other) = await NewAsync();
        string[] wrong = [other[..16] + key[16..], key[..^1] + (key[^1] == 'A' ? 'B' : 'A'), key + "A", key[..^1], key.ToUpperInvariant(), "sw_", "", id, $"sw_{id}_{new string('A', 43)}", $"sw_{new string('a', 12)}_{key[16..]}"];

        foreach (var path in new[] { "/robots/open", "/robots/mine", "/robots/stock" })
        {
            foreach (var text in wrong)
            {
                var (status, body) = await GetAsync(path, text);
                status.ShouldBe(HttpStatusCode.Unauthorized, $"{path} {text}");
                body.ShouldContain("The API key is not valid.");
            }
        }

        (await GetAsync("/robots/open")).Status.ShouldBe(HttpStatusCode.OK);
        (await GetAsync("/robots/mine")).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Every_refusal_says_what_is_asked_for()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/robots/open") { Headers = { { ApiKeyText.Header, "sw_nothing" } } };
        using var answer = await _app.Client.SendAsync(request);

        answer.Headers.WwwAuthenticate.ToString().ShouldBe("ApiKey realm=\"robots\"");
    }

    [Fact]
    public async Task A_key_comes_alone()
    {
        var (_, key) = await NewAsync();
        var token = _app.App.Services.GetRequiredService<AccessTokens>().Issue(new("somebody", "s") { Audiences = ["robots"] }).Text;

        (await GetAsync("/robots/mine", [key, key])).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await GetAsync("/robots/mine", [key], token)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await GetAsync("/robots/mine", [], token)).ShouldBe((HttpStatusCode.OK, "somebody  "));
    }

    [Fact]
    public async Task A_key_is_good_at_its_own_service_alone()
    {
        var (_, key) = await NewAsync();

        (await GetAsync("/neighbour/mine", key)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_key_ends_when_its_time_is_over()
    {
        var (_, key) = await NewAsync(life: TimeSpan.FromHours(1));
        (await GetAsync("/robots/mine", key)).Status.ShouldBe(HttpStatusCode.OK);

        _time.Advance(TimeSpan.FromHours(1));

        var (status, body) = await GetAsync("/robots/mine", key);
        (status, body.Contains("has expired", StringComparison.Ordinal)).ShouldBe((HttpStatusCode.Unauthorized, true));
    }

    [Fact]
    public async Task While_a_key_is_rotated_both_secrets_are_good_and_then_the_new_one()
    {
        var (id, former) = await NewAsync();
        (await GetAsync("/robots/mine", former)).Status.ShouldBe(HttpStatusCode.OK); // and is remembered
        var (current, hash) = ApiKeyText.New(id);
        (await Keys.RotateAsync(id, hash, _time.GetUtcNow().AddHours(24), default)).ShouldBeTrue();

        (await GetAsync("/robots/mine", former)).Status.ShouldBe(HttpStatusCode.OK);
        (await GetAsync("/robots/mine", current)).Status.ShouldBe(HttpStatusCode.OK);

        _time.Advance(TimeSpan.FromHours(24));
        (await GetAsync("/robots/mine", former)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await GetAsync("/robots/mine", current)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_key_that_was_revoked_is_refused_by_every_process_within_ten_seconds()
    {
        await using var another = IsShared ? await StartAsync() : null;
        var (id, key) = await NewAsync();
        (await GetAsync("/robots/mine", [key], app: another)).Status.ShouldBe(HttpStatusCode.OK);

        (await Keys.RevokeAsync(id, default)).ShouldBeTrue();

        _time.Advance(TimeSpan.FromSeconds(10));
        (await GetAsync("/robots/mine", [key], app: another)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await GetAsync("/robots/mine", key)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await Keys.RevokeAsync(id, default)).ShouldBeFalse();
        (await Keys.RotateAsync(id, new byte[32], _time.GetUtcNow(), default)).ShouldBeFalse();
        (await Keys.ListAsync(default)).ShouldNotContain(known => known.Id == id);
    }

    [Fact]
    public async Task When_a_key_was_used_last_is_written_down_and_its_secret_is_not()
    {
        var (id, key) = await NewAsync();
        var (unused, _) = await NewAsync();
        await GetAsync("/robots/mine", key);
        await _app.App.Services.GetServices<IHostedService>().OfType<ApiKeyUsesWriter<RobotsDb>>().Single().WriteAsync(default);

        var listed = await Keys.ListAsync(default);
        listed.Single(known => known.Id == id).LastUsedAt.ShouldNotBeNull();
        listed.Single(known => known.Id == unused).LastUsedAt.ShouldBeNull();
        var row = await _app.App.Services.GetRequiredService<Session<RobotsDb>>().ReadAsync((db, ct) => db.Set<ApiKeyRow>().SingleAsync(stored => stored.Id == id, ct), default);
        row.SecretHash.Length.ShouldBe(32);
        Encoding.UTF8.GetString(row.SecretHash).ShouldNotContain(key[16..]);
    }

    /// <summary>Whether several processes may have the database.</summary>
    protected abstract bool IsShared { get; }

    private async Task<(string Id, string Key)> NewAsync(IReadOnlyList<string>? scopes = null, string? tenant = null, TimeSpan? life = null)
    {
        var id = ApiKeyText.NewId();
        var (text, hash) = ApiKeyText.New(id);
        await Keys.AddAsync(
            new() { Id = id, Name = "counter", Hash = hash, Scopes = scopes ?? [], Tenant = tenant, ExpiresAt = life is null ? null : _time.GetUtcNow() + life.Value }, default);
        return (id, text);
    }

    private Task<(HttpStatusCode Status, string Body)> GetAsync(string path, params string[] keys) => GetAsync(path, keys, token: null);

    private async Task<(HttpStatusCode Status, string Body)> GetAsync(string path, string[] keys, string? token = null, TestApp? app = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var key in keys)
        {
            request.Headers.TryAddWithoutValidation(ApiKeyText.Header, key);
        }

        request.Headers.Authorization = token is null ? null : new("Bearer", token);
        using var answer = await (app ?? _app).Client.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private Task<TestApp> StartAsync() => TestApp.StartAsync(
        builder =>
        {
            builder.Environment.EnvironmentName = Environments.Production;
            builder.Services.AddSingleton<TimeProvider>(_time);
            builder.Services.AddEmbeddedSqlite();
            builder.AddSeaworthy().AddTokens().AddApiKeys().AddModule<RobotsModule>().AddModule<NeighbourModule>();
        },
        app => app.UseSeaworthy(),
        [.. _database.Settings]);
}

public sealed class ApiKeys_on_SQLite() : ApiKeyTests(() => Task.FromResult(TestDatabase.Sqlite()))
{
    protected override bool IsShared => false;
}

[Trait("Server", "PostgreSQL")]
public sealed class ApiKeys_on_PostgreSQL() : ApiKeyTests(TestDatabase.PostgreSqlAsync)
{
    protected override bool IsShared => true;
}
