namespace Seaworthy.RateLimiting;

/// <summary>Which headers tell a client what it may still ask.</summary>
public enum RateLimitHeaders
{
    /// <summary><c>RateLimit-Policy</c> and <c>RateLimit</c>, as the IETF's draft has them.</summary>
    Standard,

    /// <summary><c>X-RateLimit-Limit</c>, <c>-Remaining</c> and <c>-Reset</c> (seconds since 1970), for clients that read only those.</summary>
    Legacy,

    /// <summary>Both.</summary>
    Both,

    /// <summary>Neither. Refusals keep their <c>Retry-After</c>.</summary>
    None,
}
