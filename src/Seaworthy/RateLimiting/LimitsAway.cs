namespace Seaworthy.RateLimiting;

/// <summary>
/// Decides while Redis does not answer, each limit as it was told to: closed ones refuse, open ones let through, and of the others this
/// process counts its part by itself. Still all together: one that refuses takes nothing from the others.
/// </summary>
internal sealed class LimitsAway(LimitTable table)
{
    private static readonly LimitReading Closed = new(false, 0, 1_000_000);
    private readonly ProcessRateLimitStore _own = new(table);

    public void Decide(LimitDecision decision)
    {
        var shares = decision.Shares;
        shares.Begin(decision.Now);
        for (var i = 0; i < decision.Count; i++)
        {
            ref var line = ref decision[i];
            var policy = line.Charge.Policy;
            line.Reading = policy is { WhenAway: LimitWhenAway.Closed, Spec.IsShadow: false } ? Closed : LimitReading.Unknown;
            decision.IsRefused |= line.Refuses;
            if (policy.WhenAway == LimitWhenAway.Share)
            {
                shares.Add(line.Charge.Share, line.Caller);
            }
        }

        if (!decision.IsRefused && shares.Count > 0)
        {
            _own.Decide(shares);
            decision.IsRefused = shares.IsRefused;
            TakeOver(decision, shares);
        }
    }

    private static void TakeOver(LimitDecision decision, LimitDecision shares)
    {
        for (int i = 0, at = 0; i < decision.Count; i++)
        {
            ref var line = ref decision[i];
            if (line.Charge.Policy.WhenAway == LimitWhenAway.Share)
            {
                line.Reading = shares[at++].Reading;
            }
        }
    }
}
