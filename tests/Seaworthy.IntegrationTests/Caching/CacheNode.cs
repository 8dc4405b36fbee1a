using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Seaworthy.Caching;
using Seaworthy.Caching.Shared;
using Seaworthy.Redis;
using Seaworthy.Redis.Connection;

namespace Seaworthy.IntegrationTests.Caching;

/// <summary>The data cache of one process that shares a Redis with others; several of them live in a test's own process.</summary>
internal sealed class CacheNode : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private CacheNode(ServiceProvider services) => _services = services;

    public HybridCache Cache => Get<HybridCache>();

    public CacheInvalidation Invalidation => Get<CacheInvalidation>();

    public SecondLevelCounts Counts => Get<SecondLevelCounts>();

    /// <summary>One that has begun its first epoch.</summary>
    /// <param name="url">Where its Redis is.</param>
    /// <param name="application">Whose values it shares.</param>
    /// <param name="configure">What is not as a busy machine keeps it.</param>
    public static async Task<CacheNode> StartAsync(string url, string application, Action<CachingOptions, RedisOptions>? configure = null)
    {
        var options = new CachingOptions { SecondLevelTimeoutMs = 10_000, JitterPercent = 0 };
        var redis = new RedisOptions { Url = url, CallTimeoutMs = 10_000, TrackedSilenceMs = 10_000, KeepAliveMs = 10_000, ReconnectMaxMs = 100 };
        configure?.Invoke(options, redis);
        foreach (var prefix in new SharedKeys(application).Watched)
        {
            redis.TrackedPrefixes.Add(prefix);
        }

        var services = new ServiceCollection();
        services.AddLogging().AddMetrics().AddOptions().AddSingleton(TimeProvider.System);
        services.AddSecondLevel(options, application, redis.ReconnectMaxMs);
        services.AddCaching(options);
        services.AddSingleton(sp => new RedisClient(redis, sp.GetRequiredService<ITrackingListener>()));
        var node = new CacheNode(services.BuildServiceProvider());
        var client = node.Get<RedisClient>();
        client.Start();
        await client.WaitUntilUpAsync().WaitAsync(TimeSpan.FromSeconds(20));
        foreach (var service in node._services.GetServices<IHostedService>())
        {
            await service.StartAsync(default);
        }

        await node.UntilOpenAsync();
        return node;
    }

    /// <summary>How it stands, for whoever must explain what it served.</summary>
    public string State => $"open {Get<TagTrust>().IsOpen}, askable {Get<TagTrust>().IsAskable}, epoch {Get<TagTrust>().Epoch}, untold {Get<SharedLink>().Untold}";

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public Task UntilOpenAsync() => Wait.UntilAsync(() => Get<TagTrust>().IsOpen);

    /// <summary>Returns when this process has been told so many changes.</summary>
    public Task HeardAsync(long changes) => Wait.UntilAsync(() => Counts.News >= changes);

    public ValueTask<string> GetAsync(string key, Func<string> make, params string[] tags) =>
        Cache.GetOrCreateAsync(key, _ => new ValueTask<string>(make()), tags: tags);

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _services.GetServices<IHostedService>())
        {
            await service.StopAsync(default);
        }

        await _services.DisposeAsync();
    }
}
