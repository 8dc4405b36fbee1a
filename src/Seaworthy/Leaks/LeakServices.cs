using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Seaworthy.Leaks;

/// <summary>What looks for secrets; one of each per host.</summary>
internal static class LeakServices
{
    public static void AddLeaks(this IServiceCollection services, LeakOptions options, IHostEnvironment environment)
    {
        services.AddSingleton<LeakMetrics>();
        services.AddSingleton(sp => new LeakMask(SecretNames.KnownAnd(options.Names), sp.GetRequiredService<LeakMetrics>()));
        services.AddSingleton<LeakAlarm>();
        services.AddSingleton(sp => new LeakStage(
            sp.GetRequiredService<LeakMask>(), sp.GetRequiredService<LeakAlarm>(), environment.IsProduction(), environment.IsDevelopment()));
    }
}
