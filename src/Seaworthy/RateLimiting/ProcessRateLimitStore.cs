namespace Seaworthy.RateLimiting;

/// <summary>
/// Limits of this process alone: always complete at once. What one limit takes is one exact exchange. Several limits are
/// looked at first and taken from then; where another request comes between the two and a later limit refuses, what was
/// taken from the earlier ones is given back, and a third request may for that moment be refused where it would have fitted.
/// Never is one let through that does not fit.
/// </summary>
internal sealed class ProcessRateLimitStore(LimitTable table) : IRateLimitStore
{
    public ValueTask DecideAsync(LimitDecision decision)
    {
        Decide(decision);
        return ValueTask.CompletedTask;
    }

    public void Decide(LimitDecision decision)
    {
        if (decision.Count > 1)
        {
            LookAtAll(decision);
        }

        for (var i = 0; i < decision.Count && !decision.IsRefused; i++)
        {
            ref var line = ref decision[i];
            line.Reading = table.Take(line.Charge.Policy, line.Client, decision.Now, line.Charge.Cost);
            if (line.Refuses)
            {
                decision.IsRefused = true;
                GiveBack(decision, upTo: i);
            }
        }
    }

    private void LookAtAll(LimitDecision decision)
    {
        for (var i = 0; i < decision.Count; i++)
        {
            ref var line = ref decision[i];
            line.Reading = table.Look(line.Charge.Policy, line.Client, decision.Now, line.Charge.Cost);
            decision.IsRefused |= line.Refuses;
        }
    }

    private void GiveBack(LimitDecision decision, int upTo)
    {
        for (var i = 0; i < upTo; i++)
        {
            ref var line = ref decision[i];
            if (line.Reading.IsTaken)
            {
                table.GiveBack(line.Charge.Policy, line.Client, decision.Now, line.Charge.Cost);
            }
        }
    }
}
