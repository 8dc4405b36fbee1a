using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Resilience;

namespace Seaworthy.Workforce.Scores;

/// <summary>Connections to the scoring services, kept for all requests. A service that fails is asked once more, and one that keeps failing is left alone for a while.</summary>
internal static class ScoringClient
{
    // A service that has moved is found again within this time.
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);

    public static void AddScoringClient(this IServiceCollection services, SeaworthyOptions settings) => services.AddHttpClient(ScoringSetup.Upstream)
        .WithSeaworthyResilience(settings)
        .UseSocketsHttpHandler((handler, _) => (handler.AllowAutoRedirect, handler.UseCookies, handler.PooledConnectionLifetime) = (false, false, Lifetime))
        .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
        .RemoveAllLoggers();
}
