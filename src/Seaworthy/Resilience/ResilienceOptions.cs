using Seaworthy.Hosting.Settings;

namespace Seaworthy.Resilience;

/// <summary>How calls to other services are bounded, tried again and given up (R16, R17), where a client says <c>WithSeaworthyResilience</c>.</summary>
public sealed class ResilienceOptions
{
    /// <summary>Bounds and retries outgoing calls. Default on. Off: each call is sent once and waits as long as its client does.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>
    /// Milliseconds that a call may take in all, its retries and its answer's body too; never more than the request that it is made for has left. Default 10,000.
    /// </summary>
    [InRange(10, 3_600_000)]
    public int DeadlineMs { get; set; } = 10_000;

    /// <summary>Milliseconds that one attempt may take; at most <see cref="DeadlineMs"/>. Default 3,000.</summary>
    [InRange(10, 3_600_000)]
    public int AttemptMs { get; set; } = 3000;

    /// <summary>How often a call is tried again, where that does no harm. Default 2; 0 for never.</summary>
    [InRange(0, 10)]
    public int Retries { get; set; } = 2;

    /// <summary>Milliseconds of the longest wait before the first retry; each next one is twice as long. Drawn between none and all of it. Default 50.</summary>
    [InRange(0, 60_000)]
    public int RetryBaseMs { get; set; } = 50;

    /// <summary>Milliseconds of the longest wait before any retry; at least <see cref="RetryBaseMs"/>. Default 1,000.</summary>
    [InRange(0, 600_000)]
    public int RetryMaxMs { get; set; } = 1000;

    /// <summary>The same as <see cref="RetryBaseMs"/> after 429 and 503, which say that there is too much to do. A longer <c>Retry-After</c> is honoured. Default 1,000.</summary>
    [InRange(0, 60_000)]
    public int ThrottledBaseMs { get; set; } = 1000;

    /// <summary>How many retries a client earns by a hundred calls that succeed. Default 10.</summary>
    [InRange(0, 100)]
    public int BudgetPercent { get; set; } = 10;

    /// <summary>How many retries a second a client has whatever it earns. Default 3.</summary>
    [InRange(0, 10_000)]
    public int BudgetPerSecond { get; set; } = 3;

    /// <summary>Of a hundred attempts at a host, how many must fail before it is not asked for a while. Default 50; 0 for no breaker.</summary>
    [InRange(0, 100)]
    public int BreakerPercent { get; set; } = 50;

    /// <summary>Milliseconds over which attempts are counted. Default 10,000.</summary>
    [InRange(500, 600_000)]
    public int BreakerWindowMs { get; set; } = 10_000;

    /// <summary>Fewer attempts than this, within the window, say nothing. Default 20.</summary>
    [InRange(2, 1_000_000)]
    public int BreakerCalls { get; set; } = 20;

    /// <summary>
    /// Milliseconds that a host is not asked when its breaker opens; then one call tries it, and when that fails too it is twice as long, up to
    /// <see cref="BreakMaxMs"/>. Up to a quarter more is drawn. Default 5,000.
    /// </summary>
    [InRange(500, 3_600_000)]
    public int BreakMs { get; set; } = 5000;

    /// <summary>The longest break in milliseconds; at least <see cref="BreakMs"/>. Default 60,000.</summary>
    [InRange(500, 3_600_000)]
    public int BreakMaxMs { get; set; } = 60_000;

    /// <summary>Calls of a client that a host has at once at the most. Default 100.</summary>
    [InRange(1, 100_000)]
    public int Concurrency { get; set; } = 100;

    /// <summary>Calls that wait for one of those to end; more are refused. Default 20.</summary>
    [InRange(0, 100_000)]
    public int Queue { get; set; } = 20;

    /// <summary>
    /// Bytes of the largest answer, which is read whole within its attempt so that a slow or a broken one is tried again too. Default 1,048,576. 0: bodies are left to
    /// the caller, and bounds and retries end with the headers: for downloads.
    /// </summary>
    [InRange(0, int.MaxValue)]
    public int AnswerBytes { get; set; } = 1024 * 1024;

    /// <summary>
    /// What differs for one client, by its name: <c>deadline=30s attempt=10s retries=0</c>, <c>retry-with-backoff</c>, <c>ours</c>. Default none. The guide has all words.
    /// </summary>
    public IDictionary<string, string> Clients { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
}
