namespace Seaworthy.Resilience;

/// <summary>What one client's calls run on, made once from the settings. <see cref="ResilienceOptions"/> says what each number is.</summary>
internal sealed record ClientResilience
{
    public required TimeSpan Deadline { get; init; }

    public required TimeSpan Attempt { get; init; }

    public required int Retries { get; init; }

    public required TimeSpan RetryBase { get; init; }

    public required TimeSpan RetryMax { get; init; }

    public required TimeSpan ThrottledBase { get; init; }

    public required int BudgetPercent { get; init; }

    public required int BudgetPerSecond { get; init; }

    public required int BreakerPercent { get; init; }

    public required TimeSpan BreakerWindow { get; init; }

    public required int BreakerCalls { get; init; }

    public required TimeSpan Break { get; init; }

    public required TimeSpan BreakMax { get; init; }

    public required int Concurrency { get; init; }

    public required int Queue { get; init; }

    public required int AnswerBytes { get; init; }

    /// <summary>Whether waits are the same each time: S4's own numbers (R17), where all come back in the same moment.</summary>
    public bool IsExact { get; init; }

    /// <summary>Whether the other side is ours, and is told how much time is left.</summary>
    public bool IsOurs { get; init; }

    /// <summary>
    /// Whether answers are handed on to somebody else's client: then 429 and 500 are answers like others, which neither count against the host nor are asked for again, and
    /// whatever was not sent, because no connection came about, may be sent again.
    /// </summary>
    public bool HandsOn { get; init; }

    /// <summary>Whether the other side honours <c>Idempotency-Key</c>. Whoever gives a call of its own a key knows that; of a call that is handed on only settings do.</summary>
    public bool KnowsKeys { get; init; } = true;

    public static ClientResilience Of(ResilienceOptions options) => new()
    {
        Deadline = Ms(options.DeadlineMs),
        Attempt = Ms(options.AttemptMs),
        Retries = options.Retries,
        RetryBase = Ms(options.RetryBaseMs),
        RetryMax = Ms(options.RetryMaxMs),
        ThrottledBase = Ms(options.ThrottledBaseMs),
        BudgetPercent = options.BudgetPercent,
        BudgetPerSecond = options.BudgetPerSecond,
        BreakerPercent = options.BreakerPercent,
        BreakerWindow = Ms(options.BreakerWindowMs),
        BreakerCalls = options.BreakerCalls,
        Break = Ms(options.BreakMs),
        BreakMax = Ms(options.BreakMaxMs),
        Concurrency = options.Concurrency,
        Queue = options.Queue,
        AnswerBytes = options.AnswerBytes,
    };

    /// <summary>What the client of this name runs on. The text has been checked at the start.</summary>
    public static ClientResilience Of(ResilienceOptions options, string client) =>
        options.Clients.TryGetValue(client, out var text) ? ResilienceText.Read(text, Of(options), out _) : Of(options);

    private static TimeSpan Ms(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
