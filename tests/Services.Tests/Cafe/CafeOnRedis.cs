using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Seaworthy.Build;
using Seaworthy.Cafe;
using Seaworthy.Hosting;
using Seaworthy.Identity.ApiKeys;
using Seaworthy.Identity.Tokens;

namespace Seaworthy.Services.Tests.Cafe;

/// <summary>The cafe on PostgreSQL, with a Redis of its own as the cache's second level and for its limits.</summary>
public sealed class CafeOnRedis : CafeOnSqlite, IAsyncLifetime
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

    /// <summary>Another process of it: another host that shares database and Redis alone.</summary>
    public Task<TestApp> StartAnotherAsync(params (string Key, string Value)[] settings) => TestApp.StartAsync(
        builder =>
        {
            builder.Environment.EnvironmentName = Environments.Development;
            builder.Services.AddEmbeddedSqlite();
            builder.AddSeaworthy().AddTokens().AddApiKeys().AddModule<CafeModule>();
        },
        app => app.UseSeaworthy(),
        [.. Database.Settings, .. Settings.ExceptBy(settings.Select(own => own.Key), one => one.Key), .. settings]);

    // A busy machine may let Redis wait longer than a served request should.
    protected override IEnumerable<(string Key, string Value)> Settings =>
    [
        .. base.Settings, ("Seaworthy:Redis:Url", $"{_redis.Url}"), ("Seaworthy:RateLimiting:Store", "Redis"),
        ("Seaworthy:RateLimiting:PatienceMs", "10000"), ("Seaworthy:Caching:SecondLevelTimeoutMs", "10000"), ("Seaworthy:Redis:CallTimeoutMs", "10000"),
    ];

    protected override Task<TestDatabase> CreateDatabaseAsync() => TestDatabase.PostgreSqlAsync();
}
