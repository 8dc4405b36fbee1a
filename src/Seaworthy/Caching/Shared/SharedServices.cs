using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Redis;
using Seaworthy.Redis.Connection;

namespace Seaworthy.Caching.Shared;

/// <summary>What the second level needs; one of each per host, and none without Redis.</summary>
internal static class SharedServices
{
    public static void AddSecondLevel(this IServiceCollection services, CachingOptions options, string application, int longestPauseMs)
    {
        services.AddSingleton<TagTrust>();
        services.AddSingleton<TagQuestions>();
        services.AddSingleton<OtherProcesses>();
        services.AddSingleton(_ => new SharedKeys(options.Prefix ?? application));
        services.AddSingleton(sp => new TrackedKeys(sp.GetRequiredService<SharedKeys>().Watched));
        services.AddSingleton(_ => new SecondLevelTimes(TimeSpan.FromMilliseconds(options.SecondLevelTimeoutMs), TimeSpan.FromMilliseconds(longestPauseMs)));
        services.AddSingleton<SecondLevelCounts>();
        services.AddSingleton<SharedClock>();
        services.AddSingleton<SharedLink>();
        services.AddSingleton<SharedTags>();
        services.AddSingleton<TagDoubts>();
        services.AddSingleton<SecondLevel>();
        services.AddSingleton<SharedFill>();
        services.AddSingleton<ITrackingListener, SharedNews>();
        services.AddSingleton<SecondLevelMetrics>();
        services.AddHostedService<SecondLevelKeeper>();
        services.AddHostedService<TagProver>();
    }
}
