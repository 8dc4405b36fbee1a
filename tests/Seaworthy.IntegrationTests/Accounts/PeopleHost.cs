using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Seaworthy.Build;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Hosting;
using Seaworthy.Identity.Tokens;
using Seaworthy.Mail;

namespace Seaworthy.IntegrationTests.Accounts;

/// <summary>The service of accounts on a socket, with a calendar, a letterbox and passwords that are hashed quickly; one for each class of tests.</summary>
public abstract class PeopleHost(Func<Task<TestDatabase>> database) : IAsyncLifetime
{
    /// <summary>Passwords that are hashed at once, and that may wait.</summary>
    public const int AtOnce = 2, Waiting = 40;

    private TestDatabase _database = null!;

    public TestApp App { get; private set; } = null!;

    internal HeldTime Time { get; } = new();

    internal Letterbox Mails { get; } = new();

    internal HeardEvents Events { get; } = new();

    internal Session<PeopleDb> Session => App.App.Services.GetRequiredService<Session<PeopleDb>>();

    public async Task InitializeAsync()
    {
        _database = await database();
        App = await StartAsync();
        await App.App.Services.GetRequiredService<IServiceDatabase>().MigrateUpAsync(to: null, default);
    }

    public async Task DisposeAsync()
    {
        await App.DisposeAsync();
        await _database.DisposeAsync();
    }

    /// <summary>Another one on the same database and the same keys, as another process would be.</summary>
    /// <param name="more">Other modules of it.</param>
    public Task<TestApp> StartAsync(Action<SeaworthyBuilder>? more = null) => TestApp.StartAsync(
        builder =>
        {
            builder.Environment.EnvironmentName = Environments.Development;
            builder.Services.AddSingleton<TimeProvider>(Time);
            builder.Services.AddSingleton<IMailer>(Mails);
            builder.Services.AddEmbeddedSqlite();
            builder.Logging.AddProvider(Events).SetMinimumLevel(LogLevel.Trace);
            var seaworthy = builder.AddSeaworthy().AddTokens().AddModule<PeopleModule>();
            more?.Invoke(seaworthy);
        },
        app => app.UseSeaworthy(),
        [
            .. _database.Settings, ("Seaworthy:Identity:Accounts:PasswordIterations", "1000"), ("Seaworthy:Identity:Accounts:HashesAtOnce", $"{AtOnce}"),
            ("Seaworthy:Identity:Accounts:HashesWaiting", $"{Waiting}"), ("Seaworthy:RateLimiting:Policies:sign-in", "1000000/second per address"),
            ("Seaworthy:Caching:StatusHeader", "true"),
        ]);
}

public sealed class PeopleOnSqlite() : PeopleHost(() => Task.FromResult(TestDatabase.Sqlite()));

public sealed class PeopleOnPostgreSql() : PeopleHost(TestDatabase.PostgreSqlAsync);

[CollectionDefinition(nameof(PeopleOnSqlite))]
public sealed class PeopleOnSqliteTests : ICollectionFixture<PeopleOnSqlite>;

[CollectionDefinition(nameof(PeopleOnPostgreSql))]
public sealed class PeopleOnPostgreSqlTests : ICollectionFixture<PeopleOnPostgreSql>;
