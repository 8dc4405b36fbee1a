namespace Seaworthy.RateLimiting;

/// <summary>
/// Limits of all processes together, exact over Redis' own clock. Who is known to be refused is refused without asking; the others are
/// asked for in one call as many as come at the same time. While Redis does not answer, one request waits its deadline and nobody
/// after it waits at all: limits then do what they were told to. The first answer, late ones too, ends that.
/// </summary>
internal sealed class RedisRateLimitStore(LimitCalls calls, KnownRefusals known, LimitAnswers answers, SharedLimitCounts counts) : IRateLimitStore
{
    public ValueTask DecideAsync(LimitDecision decision)
    {
        if (known.Refuse(decision))
        {
            decision.By = LimitDecider.Known;
            counts.Known();
            return ValueTask.CompletedTask;
        }

        // Taken before it is asked for: it may be answered on another thread at once.
        var answer = decision.WaitAsync();
        if (calls.TryAsk(decision))
        {
            return answer;
        }

        answers.DecideAway(decision);
        return ValueTask.CompletedTask;
    }
}
