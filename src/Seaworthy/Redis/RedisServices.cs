using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Hosting.Health;
using Seaworthy.Redis.Connection;

namespace Seaworthy.Redis;

/// <summary>
/// One client for the whole process, where settings name a Redis; otherwise there is none to ask for. Whoever keeps copies of what
/// it read registers an <see cref="ITrackingListener"/>, and the client then has its second connection.
/// </summary>
internal static class RedisServices
{
    /// <returns>Whether there is one.</returns>
    public static bool AddRedis(this IServiceCollection services, SeaworthyOptions options)
    {
        // A URL that cannot be read has been told as a fault; the start stops before anybody asks for the client.
        if (options.Redis.Url is null || !RedisUrl.TryCompose(options.Redis, out var url, out _))
        {
            return false;
        }

        services.AddSingleton(sp => new RedisClient(
            Options(options.Redis, url, sp.GetService<TrackedKeys>()), sp.GetService<ITrackingListener>(), sp.GetRequiredService<TimeProvider>()));
        services.AddHostedService<RedisStart>();
        services.AddSingleton<IDependencyCheck, RedisCheck>();
        if (options.Observability.Metrics)
        {
            services.AddSingleton<RedisMetrics>();
        }

        return true;
    }

    private static RedisOptions Options(RedisSettings settings, string url, TrackedKeys? tracked)
    {
        var options = Options(settings, url);
        foreach (var prefix in tracked?.Prefixes ?? [])
        {
            options.TrackedPrefixes.Add(prefix);
        }

        return options;
    }

    private static RedisOptions Options(RedisSettings settings, string url) => new()
    {
        Url = url,
        CertificateAuthorityFile = settings.CertificateAuthorityFile,
        ClientName = settings.ClientName,
        ConnectTimeoutMs = settings.ConnectTimeoutMs,
        CallTimeoutMs = settings.CallTimeoutMs,
        KeepAliveMs = settings.KeepAliveMs,
        TrackedSilenceMs = settings.TrackedSilenceMs,
        ReconnectMs = settings.ReconnectMs,
        ReconnectMaxMs = settings.ReconnectMaxMs,
        MaxInFlight = settings.MaxInFlight,
        MaxUnsentBytes = settings.MaxUnsentBytes,
        MaxReplyBytes = settings.MaxReplyBytes,
    };
}
