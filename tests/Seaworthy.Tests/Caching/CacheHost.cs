using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Seaworthy.Caching;
using Seaworthy.Tests.Hosting;

namespace Seaworthy.Tests.Caching;

/// <summary>The data cache as <c>AddSeaworthy</c> makes it, with a clock that a test moves and chance in the middle.</summary>
internal sealed class CacheHost : IDisposable
{
    private readonly ServiceProvider _services;

    public CacheHost(Action<CachingOptions>? configure = null, double chance = 0.5)
    {
        var options = new CachingOptions();
        configure?.Invoke(options);
        var services = new ServiceCollection();
        services.AddLogging().AddMetrics().AddOptions();
        services.AddSingleton<TimeProvider>(Time);
        services.AddCaching(options);
        services.Replace(ServiceDescriptor.Singleton(_ => new CacheLifetimes(options, () => chance)));
        _services = services.BuildServiceProvider();
        Cache = _services.GetRequiredService<HybridCache>();
    }

    public ManualTime Time { get; } = new();

    public HybridCache Cache { get; }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public void Dispose() => _services.Dispose();
}
