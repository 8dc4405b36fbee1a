using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Seaworthy.Build;
using Seaworthy.EntityFrameworkCore.TokenKeys;
using Seaworthy.Hosting;
using Seaworthy.Hosting.Settings;
using Seaworthy.Identity.Tokens;
using Seaworthy.IntegrationTests.Accounts;

namespace Seaworthy.IntegrationTests.TokenKeys;

/// <summary>Keys of tokens that processes share by their database.</summary>
[Trait("Requirement", "R9")]
public abstract class TokenKeyTests(Func<Task<TestDatabase>> createDatabase) : IAsyncLifetime
{
    protected const string Secret = "5f4dcc3b5aa765d61d8327deb882cf99aa21";
    private TestDatabase _database = null!;

    internal HeldTime Time { get; } = new();

    internal HeardEvents Events { get; } = new();

    public async Task InitializeAsync() => _database = await createDatabase();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task A_token_outlives_the_process_that_issued_it()
    {
        string token;
        await using (var one = await StartAsync())
        {
            token = Issue(one);
        }

        await using var next = await StartAsync();

        (await AskAsync(next, token)).ShouldBe(HttpStatusCode.OK);
        (await KeysAsync(next)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_the_table_has_is_encrypted_and_another_secret_stops_the_start_and_changes_nothing()
    {
        IReadOnlyList<SealedKey> before;
        await using (var one = await StartAsync())
        {
            Issue(one);
            before = await KeysAsync(one);
            before.Single().Key.ShouldStartWith("sealed:");
        }

        await using (var other = TestApp.Build(Add, app => app.UseSeaworthy(), Settings("another-secret-of-more-than-thirty-two-characters")))
        {
            (await Should.ThrowAsync<TokenKeyException>(() => other.StartAsync())).Message.ShouldContain("token_keys in ");
        }

        await using var again = await StartAsync();
        (await KeysAsync(again)).ShouldBe(before);
    }

    [Fact]
    public async Task A_key_follows_another_and_the_old_one_verifies_until_its_last_token_is_over()
    {
        await using var app = await StartAsync();
        Issue(app);
        Time.Advance(TimeSpan.FromDays(30) - TimeSpan.FromMinutes(30));
        Issue(app);
        (await KeysAsync(app)).Count.ShouldBe(2); // its successor is published for an hour before it signs
        Time.Advance(TimeSpan.FromMinutes(59));
        var last = Issue(app);
        Time.Advance(TimeSpan.FromMinutes(2));
        var next = Issue(app);

        KidOf(next).ShouldNotBe(KidOf(last));
        (await AskAsync(app, last), await AskAsync(app, next)).ShouldBe((HttpStatusCode.OK, HttpStatusCode.OK));
        Time.Advance(TimeSpan.FromMinutes(20));
        (await AskAsync(app, Issue(app)), await AskAsync(app, last)).ShouldBe((HttpStatusCode.OK, HttpStatusCode.Unauthorized));
        (await KeysAsync(app)).Count.ShouldBe(1);
    }

    [Fact]
    public void Without_a_secret_it_does_not_start() =>
        Should.Throw<SettingsException>(() => TestApp.Build(
            builder => builder.AddSeaworthy().AddTokens(), app => app.UseSeaworthy(), [.. _database.Settings, ("Seaworthy:Identity:Tokens:Keys", "database")]))
            .Message.ShouldContain("Secret");

    protected Task<TestApp> StartAsync() => TestApp.StartAsync(Add, app => app.UseSeaworthy(), Settings(Secret));

    protected static string Issue(TestApp app) => app.App.Services.GetRequiredService<AccessTokens>()
        .Issue(new("ada", AccessTokens.DevelopmentSession) { Audiences = ["people"] }).Text;

    protected static async Task<HttpStatusCode> AskAsync(TestApp app, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/people/things") { Headers = { { "Authorization", $"Bearer {token}" } } };
        using var answer = await app.Client.SendAsync(request);
        return answer.StatusCode;
    }

    private protected static async Task<IReadOnlyList<SealedKey>> KeysAsync(TestApp app) => await TableOf(app).ReadAsync(default);

    private protected static IKeyTable TableOf(TestApp app) => app.App.Services.GetRequiredService<IKeyTable>();

    protected static string KidOf(string token) => token.Split('.')[0];

    private void Add(WebApplicationBuilder builder)
    {
        builder.Environment.EnvironmentName = Environments.Development;
        builder.Services.AddSingleton<TimeProvider>(Time);
        builder.Services.AddEmbeddedSqlite();
        builder.Logging.AddProvider(Events).SetMinimumLevel(LogLevel.Trace);
        builder.AddSeaworthy().AddTokens().AddModule<PeopleModule>();
    }

    private (string Key, string Value)[] Settings(string secret) =>
        [.. _database.Settings, ("Seaworthy:Identity:Tokens:Keys", "database"), ("Seaworthy:Identity:Tokens:Secret", secret)];
}

public sealed class TokenKeys_on_SQLite() : TokenKeyTests(() => Task.FromResult(TestDatabase.Sqlite()));

[Trait("Server", "PostgreSQL")]
public sealed class TokenKeys_on_PostgreSQL() : TokenKeyTests(TestDatabase.PostgreSqlAsync)
{
    [Fact]
    public async Task Processes_that_start_at_once_end_with_one_ring()
    {
        var apps = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => StartAsync()));
        try
        {
            await apps[0].App.Services.GetRequiredService<IServiceDatabase>().MigrateUpAsync(to: null, default);
            var tokens = await Task.WhenAll(apps.Select(app => Task.Run(() => Issue(app))));

            tokens.Select(KidOf).Distinct().Count().ShouldBe(1);
            foreach (var token in tokens)
            {
                (await Task.WhenAll(apps.Select(app => AskAsync(app, token)))).ShouldAllBe(status => status == HttpStatusCode.OK);
            }
        }
        finally
        {
            foreach (var app in apps)
            {
                await app.DisposeAsync();
            }
        }
    }

    [Fact]
    public async Task A_process_that_has_not_seen_a_key_looks_for_it_when_a_token_names_it()
    {
        await using var one = await StartAsync();
        var first = Issue(one);
        Time.Advance(TimeSpan.FromSeconds(30));
        await using var other = await StartAsync();
        (await AskAsync(other, first)).ShouldBe(HttpStatusCode.OK);
        await TableOf(one).ChangeAsync(_ => [], default); // as an operator does whose key was seen by somebody who should not
        Time.Advance(TimeSpan.FromSeconds(31));
        var next = Issue(one);

        (await AskAsync(other, next)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task While_the_database_does_not_answer_the_keys_that_are_known_go_on()
    {
        await using var app = await StartAsync();
        var token = Issue(app);
        await TableOf(app).ChangeAsync(rows => [.. rows.Select(row => row with { Key = "sealed:AAAA" })], default);
        Time.Advance(TimeSpan.FromMinutes(2));

        (await AskAsync(app, token)).ShouldBe(HttpStatusCode.OK);
        Events.Of(EventIds.TokenKeysNotRead).ShouldNotBeEmpty();
    }
}
