using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Seaworthy.Build;
using Seaworthy.Hosting;
using Seaworthy.Identity.ApiKeys;
using Seaworthy.Identity.Tokens;
using Seaworthy.Todos;

namespace Seaworthy.Services.Tests.Todos;

/// <summary>The todos on PostgreSQL, with a Redis of their own as the cache's second level.</summary>
public sealed class TodosOnRedis : TodosOnSqlite, IAsyncLifetime
{
    private RedisServer _redis = null!;

    public new async Task InitializeAsync()
    {
        _redis = await RedisServer.StartAsync();
        await base.InitializeAsync();
    }

    public new async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _redis.DisposeAsync();
    }

    /// <summary>Another process of them: another host that shares database and Redis alone.</summary>
    public Task<TestApp> StartAnotherAsync() => TestApp.StartAsync(
        builder =>
        {
            builder.Environment.EnvironmentName = Environments.Development;
            builder.Services.AddEmbeddedSqlite();
            builder.AddSeaworthy().AddTokens().AddApiKeys().AddModule<TodosModule>();
        },
        app => app.UseSeaworthy(),
        [.. Database.Settings, .. Settings]);

    // A busy machine may let Redis wait longer than a served request should.
    protected override IEnumerable<(string Key, string Value)> Settings =>
        [.. base.Settings, ("Seaworthy:Redis:Url", $"{_redis.Url}"), ("Seaworthy:Caching:SecondLevelTimeoutMs", "10000"), ("Seaworthy:Redis:CallTimeoutMs", "10000")];

    protected override Task<TestDatabase> CreateDatabaseAsync() => TestDatabase.PostgreSqlAsync();
}
