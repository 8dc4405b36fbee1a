using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Seaworthy.Redis;

namespace Seaworthy.Signatures;

/// <summary>What signatures need; one of each per host.</summary>
internal static class SignatureServices
{
    public static void AddSignatures(this IServiceCollection services, SignatureOptions options)
    {
        services.AddSingleton(sp => new ProcessNonces(options.Nonces, sp.GetRequiredService<TimeProvider>()));
        services.AddSingleton(sp => new NoncesAway(sp.GetRequiredService<TimeProvider>(), options.WhenAway, sp.GetRequiredService<ILogger<NoncesAway>>()));
        services.AddSingleton<INonceStore>(sp => sp.GetService<RedisClient>() is { } redis
            ? new RedisNonces(redis.Data, sp.GetRequiredService<ProcessNonces>(), options.WhenAway, sp.GetRequiredService<NoncesAway>())
            : sp.GetRequiredService<ProcessNonces>());
        services.AddSingleton<SignatureMetrics>();
        services.AddSingleton(sp => new SignatureStage(sp.GetRequiredService<INonceStore>(), sp.GetRequiredService<SignatureMetrics>()));
    }
}
