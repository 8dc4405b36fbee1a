using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Seaworthy.Hosting;
using Seaworthy.Identity;
using Seaworthy.Pipeline;

namespace Seaworthy.RateLimiting;

/// <summary>What limits need.</summary>
internal static class RateLimitingServices
{
    public static void AddRateLimiting(this IServiceCollection services, SeaworthyBuilder seaworthy)
    {
        var options = seaworthy.Options.RateLimiting;
        services.TryAddSingleton<DevelopmentSignIn>();
        services.AddSingleton(sp => new LiveLimits(
            seaworthy, sp.GetRequiredService<ServiceProfiles>(), sp.GetRequiredService<EndpointPlans>, sp.GetRequiredService<ILogger<LiveLimits>>()));
        services.AddSingleton(_ => new LimitTable(options.Clients));
        services.AddSingleton<IRateLimitStore, ProcessRateLimitStore>();
        services.AddSingleton<LimitClock>();
        services.AddSingleton(sp => new LimitClients(options.IPv6Prefix, sp.GetRequiredService<DevelopmentSignIn>()));
        services.AddSingleton<Limiter>();
        services.AddSingleton(sp => new AddressStage(sp.GetRequiredService<Limiter>()));
        services.AddSingleton(sp => new QuotaStage(sp.GetRequiredService<Limiter>()));
        if (seaworthy.Options.Observability.Metrics)
        {
            services.AddSingleton<RateLimitMetrics>();
        }
    }
}
