namespace Seaworthy.RateLimiting;

/// <summary>Ends decisions about shared limits: with what Redis has said, or without it.</summary>
internal sealed class LimitAnswers(KnownRefusals known, LimitsAway away, SharedLimitCounts counts, AwayTold told)
{
    /// <summary>Redis has said something, whether anybody waits for it still or not.</summary>
    public void Heard() => told.Back();

    /// <summary>Brings Redis' answers to those who wait.</summary>
    public void Bring(LimitBatch batch)
    {
        batch.Read(known);
        counts.Answered(batch.Count);
        Complete(batch);
    }

    /// <summary>Decides without Redis for those who wait.</summary>
    public void DecideAway(LimitBatch batch)
    {
        foreach (var decision in batch.Decisions)
        {
            DecideAway(decision);
        }

        Complete(batch);
    }

    /// <summary>Decides without Redis.</summary>
    public void DecideAway(LimitDecision decision)
    {
        decision.By = LimitDecider.Away;
        away.Decide(decision);
        counts.Away();
        told.Away();
    }

    private static void Complete(LimitBatch batch)
    {
        var isOne = batch.Count == 1;
        foreach (var decision in batch.Decisions)
        {
            decision.Complete(onAnotherThread: !isOne);
        }
    }
}
