namespace Seaworthy.Workforce.Scores;

/// <summary>Connections to the scoring services, kept for all requests.</summary>
internal static class ScoringClient
{
    // A service that has moved is found again within this time.
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);

    public static HttpClient Create() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = Lifetime })
    {
        MaxResponseContentBufferSize = ParallelCalls.MostBytes,
        // Each call has its own; this one would be beside it.
        Timeout = Timeout.InfiniteTimeSpan,
    };
}
