using System.Security.Cryptography;
using Polly;

namespace Seaworthy.Resilience;

/// <summary>
/// Whether a call is tried again, and when (R17): only what may be sent twice, only what can help, only while the budget and the time allow it. Waits are drawn between
/// nothing and all, so that callers who failed together do not come back together.
/// </summary>
internal sealed class RetryRule(string client, ClientResilience settings, RetryBudget budget, ResilienceMetrics metrics, TimeProvider time)
{
    private const int Drawn = 1 << 20;

    /// <param name="call">The call.</param>
    /// <param name="outcome">What came of its last attempt.</param>
    /// <param name="attempt">Which that was, the first being 0.</param>
    public bool TriesAgain(UpstreamCall call, Outcome<HttpResponseMessage> outcome, int attempt)
    {
        var mayRepeat = call.IsRepeatable || (settings.HandsOn && UpstreamOutcome.IsUnsent(outcome.Exception));
        if (attempt >= settings.Retries || !mayRepeat || call.IsGivenUp || Reason(outcome) is not { } reason)
        {
            return false;
        }

        call.Wait = WaitAfter(outcome, attempt);
        if (call.Wait >= call.Left)
        {
            metrics.Refused(client, "deadline");
            return false;
        }

        if (!budget.TryTake())
        {
            metrics.Refused(client, "budget");
            return false;
        }

        metrics.Retried(client, reason);
        return true;
    }

    private string? Reason(Outcome<HttpResponseMessage> outcome) => settings.HandsOn ? UpstreamOutcome.ReasonOfGateway(outcome) : UpstreamOutcome.Reason(outcome);

    private TimeSpan WaitAfter(Outcome<HttpResponseMessage> outcome, int attempt)
    {
        var isThrottled = outcome.Result is { } answer && UpstreamOutcome.IsThrottled(answer);
        var doubled = (isThrottled ? settings.ThrottledBase : settings.RetryBase) * (1 << attempt);
        var longest = isThrottled || doubled < settings.RetryMax ? doubled : settings.RetryMax;
        var wait = settings.IsExact ? longest : longest * (RandomNumberGenerator.GetInt32(Drawn) / (double)Drawn);

        // Not at that very moment, when all come that were told so.
        return isThrottled && Asked(outcome.Result!) is { } asked && asked > wait ? asked + (wait * 0.1) : wait;
    }

    private TimeSpan? Asked(HttpResponseMessage answer) => answer.Headers.RetryAfter is not { } after ? null : after.Delta ?? after.Date - time.GetUtcNow();
}
