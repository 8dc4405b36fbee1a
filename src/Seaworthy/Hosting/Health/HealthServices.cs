using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Seaworthy.Hosting.Management;
using Seaworthy.Observability.Metrics;

namespace Seaworthy.Hosting.Health;

/// <summary>Which endpoints the layer brings: probes at the root and below each service's prefix, and <c>/metrics</c>.</summary>
internal static class HealthServices
{
    public static IEnumerable<OwnEndpoint> Endpoints(IServiceProvider services)
    {
        var profiles = services.GetRequiredService<ServiceProfiles>();
        var time = services.GetRequiredService<TimeProvider>();
        var log = services.GetRequiredService<ILogger<ServiceHealth>>();
        // Made once: a dependency is asked once a second, however many services have pages of their own.
        var databases = services.GetServices<IServiceDatabase>()
            .Select(database => (database.Service, Kept: ServiceHealth.Keep(database, time, log))).ToArray();
        var others = services.GetServices<IDependencyCheck>()
            .Select(other => (other, ServiceHealth.Keep(other, time, log))).ToArray();
        var machine = new MachineUsage(services.GetRequiredService<IHostEnvironment>().ContentRootPath);
        foreach (var endpoint in Of("", profiles.Root.HealthPath, databases.Select(database => database.Kept)))
        {
            yield return endpoint;
        }

        foreach (var service in profiles.All)
        {
            foreach (var endpoint in Of(service.Prefix, service.HealthPath, databases.Where(database => database.Service == service.Name).Select(database => database.Kept)))
            {
                yield return endpoint;
            }
        }

        if (services.GetService<MetricsPage>() is { } metrics)
        {
            yield return new("/metrics", metrics.WriteAsync, OpsOnly: true);
        }

        IEnumerable<OwnEndpoint> Of(string prefix, string? another, IEnumerable<KeptCheck> own)
        {
            var pages = new HealthPages(new ServiceHealth([.. own], others), machine, services.GetRequiredService<DrainStage>(), time);
            yield return new($"{prefix}/health", pages.BriefAsync, OpsOnly: false);
            if (another is not null)
            {
                yield return new($"{prefix}{another}", pages.BriefAsync, OpsOnly: false);
            }

            yield return new($"{prefix}/health/live", HealthPages.LiveAsync, OpsOnly: false);
            yield return new($"{prefix}/health/ready", pages.ReadyAsync, OpsOnly: false);
            yield return new($"{prefix}/health/detailed", pages.DetailedAsync, OpsOnly: true);
        }
    }
}
