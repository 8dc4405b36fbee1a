using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Seaworthy.Hosting;
using Seaworthy.Pipeline;
using Seaworthy.Redis;

namespace Seaworthy.RateLimiting;

/// <summary>What limits need.</summary>
internal static class RateLimitingServices
{
    public static void AddRateLimiting(this IServiceCollection services, SeaworthyBuilder seaworthy)
    {
        var options = seaworthy.Options.RateLimiting;
        services.AddSingleton(sp => new LiveLimits(
            seaworthy, sp.GetRequiredService<ServiceProfiles>(), sp.GetRequiredService<EndpointPlans>, sp.GetRequiredService<ILogger<LiveLimits>>()));
        services.AddSingleton(_ => new LimitTable(options.Clients));
        services.AddSingleton<LimitClock>();
        AddStore(services, seaworthy.Options);
        services.AddSingleton(_ => new LimitClients(options.IPv6Prefix));
        services.AddSingleton<Limiter>();
        services.AddSingleton(sp => new AddressStage(sp.GetRequiredService<Limiter>()));
        services.AddSingleton(sp => new QuotaStage(sp.GetRequiredService<Limiter>()));
        if (seaworthy.Options.Observability.Metrics)
        {
            services.AddSingleton<RateLimitMetrics>();
        }
    }
    private static void AddStore(IServiceCollection services, SeaworthyOptions options)
    {
        // Without a Redis this has been told as a fault, and nothing starts.
        if (options.RateLimiting.Store == LimitStore.Process || options.Redis.Url is null)
        {
            services.AddSingleton<IRateLimitStore, ProcessRateLimitStore>();
            return;
        }

        services.AddSingleton<SharedLimitCounts>();
        services.AddSingleton<KnownRefusals>();
        services.AddSingleton<LimitsAway>();
        services.AddSingleton<LimitAnswers>();
        services.AddSingleton(sp => new AwayTold(
            sp.GetRequiredService<RedisClient>().Data, sp.GetRequiredService<LimitClock>(), sp.GetRequiredService<ILogger<AwayTold>>()));
        services.AddSingleton(sp => new LimitCalls(
            sp.GetRequiredService<RedisClient>().Data, sp.GetRequiredService<LimitAnswers>(), sp.GetRequiredService<LimitClock>(),
            sp.GetRequiredService<TimeProvider>(), TimeSpan.FromMilliseconds(options.RateLimiting.PatienceMs), sp.GetRequiredService<SharedLimitCounts>()));
        services.AddSingleton<IRateLimitStore, RedisRateLimitStore>();
        services.AddHostedService<LimitWarmUp>();
    }
}
