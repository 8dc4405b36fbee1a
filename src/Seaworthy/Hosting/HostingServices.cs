using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Seaworthy.Hosting.Health;
using Seaworthy.Hosting.Management;

namespace Seaworthy.Hosting;

/// <summary>What starting, stopping and probing need.</summary>
internal static class HostingServices
{
    public static void AddHosting(this IServiceCollection services, SeaworthyOptions options, IHostEnvironment environment)
    {
        services.AddSingleton(_ => new DrainStage());
        if (options.Drain.Enabled)
        {
            // The host's limit covers the grace period too.
            var limit = DrainOnStop.GraceOf(options.Drain, environment) + TimeSpan.FromMilliseconds(options.Drain.TimeoutMs);
            services.Configure<HostOptions>(host => host.ShutdownTimeout = limit);
            services.AddSingleton(options.Drain);
            services.AddHostedService<DrainOnStop>();
        }

        services.AddSingleton(options.Management);
        services.AddSingleton<ManagementServer>();
        services.AddHostedService(sp => sp.GetRequiredService<ManagementServer>());
        services.AddSingleton<MatcherPolicy, LoopbackRouting>();
        services.AddSingleton<MatcherPolicy, OwnRouting>();
        services.AddSingleton(_ => new ManagementGate(environment.IsDevelopment()));
        services.AddSingleton(sp => new OwnEndpoints(HealthServices.Endpoints(sp).Concat(sp.GetServices<OwnEndpoint>()), options.Management.Prefix ?? ""));
    }
}
