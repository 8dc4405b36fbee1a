using Seaworthy.Hosting.Settings;

namespace Seaworthy.RateLimiting;

/// <summary>How many requests a caller may send (R1). Limits are texts: <c>100/minute per address burst 20</c>, or <c>off</c>.</summary>
public sealed class RateLimitingOptions
{
    /// <summary>Enforces limits. Default on. This switch and all that is no limit need a restart; limits do not.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>What every client address may ask of all endpoints together, probes excepted. Default <c>1000/minute</c>.</summary>
    public string Address { get; set; } = "1000/minute";

    /// <summary>Limits that endpoints name with <c>RequireLimit</c>: the name, and its limit such as <c>100/minute per subject</c>.</summary>
    public IDictionary<string, string> Policies { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Headers that tell what is left. Default Standard: <c>RateLimit</c> and <c>RateLimit-Policy</c>.</summary>
    public RateLimitHeaders Headers { get; set; }

    /// <summary>Bits of an IPv6 address that are one client. Default 64: whoever has one address has all of its network.</summary>
    [InRange(1, 128)]
    [OfProcess]
    public int IPv6Prefix { get; set; } = 64;

    /// <summary>
    /// Clients under limits that the process remembers, each under each limit; 64 bytes for one, set aside at the start. Default
    /// 1,000,000. Beyond it those are forgotten who would be free again soonest.
    /// </summary>
    [InRange(100, 100_000_000)]
    [OfProcess]
    public int Clients { get; set; } = 1_000_000;

    /// <summary>
    /// Where requests are counted, for the process. Default Process: each by itself. Redis: all processes together, in the Redis that
    /// <c>REDIS_URL</c> names.
    /// </summary>
    [OfProcess]
    public LimitStore Store { get; set; }

    /// <summary>
    /// What limits do while Redis does not answer, unless they say <c>open</c>, <c>closed</c> or <c>share</c> themselves. Default Share: each
    /// process allows its part.
    /// </summary>
    public LimitWhenAway WhenAway { get; set; }

    /// <summary>Processes that share the limits; each allows the limit divided by it while Redis does not answer. Default 1.</summary>
    [InRange(1, 100_000)]
    public int Nodes { get; set; } = 1;

    /// <summary>
    /// Milliseconds that a request waits for Redis, for the process. Default 2. Beyond it the limit is decided as WhenAway says, and no
    /// other request waits before Redis has answered.
    /// </summary>
    [InRange(1, 10_000)]
    [OfProcess]
    public int PatienceMs { get; set; } = 2;
}
