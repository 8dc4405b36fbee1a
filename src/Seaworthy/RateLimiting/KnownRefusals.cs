namespace Seaworthy.RateLimiting;

/// <summary>
/// Clients of whom Redis has said that nothing is left, and until when: they are refused without asking again, so that a flood costs
/// Redis nothing. No refusal is false: what a client owes is never lowered, and since the question was sent Redis' clock
/// cannot have gone further than this process's.
/// </summary>
/// <remarks>Exact as long as nobody deletes Redis' keys or sets its clock; then it is the old answer until its time is over.</remarks>
internal sealed class KnownRefusals(LimitTable table)
{
    private static readonly LimitReading Unasked = new(true, 0, 0);

    /// <summary>Whether the request is known to be refused; then the decision says by which limits.</summary>
    public bool Refuse(LimitDecision decision)
    {
        for (var i = 0; i < decision.Count; i++)
        {
            ref var line = ref decision[i];
            line.Reading = Look(line, decision.Now);
            decision.IsRefused |= line.Refuses;
        }

        return decision.IsRefused;
    }

    /// <summary>Keeps what Redis said of one limit.</summary>
    /// <param name="line">The limit, with what it said.</param>
    /// <param name="known">GCRA: how far ahead of time the client is. Sliding window: how long no request fits.</param>
    /// <param name="sentAt">When it was asked, by this process's clock.</param>
    public void Learn(in LimitDecision.Line line, long known, long sentAt)
    {
        if (line.Reading.Left == 0 && !line.Charge.Policy.Spec.IsShadow)
        {
            table.Raise(line.Charge.Policy.Known, line.Client, sentAt, (ulong)(sentAt + known));
        }
    }

    private LimitReading Look(in LimitDecision.Line line, long now)
    {
        var (policy, cost) = (line.Charge.Policy, line.Charge.Cost);

        // Of a sliding window only the time is kept at which one request fits: more than one is Redis' to decide.
        return policy.Spec.IsShadow || (cost > 1 && policy.Spec.Algorithm == LimitAlgorithm.SlidingWindow)
            ? Unasked
            : table.Look(policy.Known, line.Client, now, cost);
    }
}
