using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Seaworthy.Api.Problems;

namespace Seaworthy.Idempotency;

/// <summary>What keys need; one of each per host.</summary>
internal static class IdempotencyServices
{
    public static void AddIdempotency(this IServiceCollection services, IdempotencyOptions options)
    {
        services.AddSingleton(sp => new ProcessKeyStore(
            TimeSpan.FromHours(options.KeepHours), options.MemoryBytes, sp.GetRequiredService<TimeProvider>()));
        services.AddSingleton(sp => new KeyStores(sp.GetRequiredService<ProcessKeyStore>(), sp.GetServices<IServiceKeys>()));
        services.AddSingleton<IdempotencyMetrics>();
        services.AddSingleton(sp => new IdempotencyStage(
            sp.GetRequiredService<ProblemsStage>(), sp.GetRequiredService<IdempotencyMetrics>(),
            sp.GetRequiredService<ILogger<IdempotencyStage>>()));
    }
}
