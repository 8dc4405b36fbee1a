using Microsoft.Extensions.Logging;
using Seaworthy.Api.Problems;
using Seaworthy.Pipeline;

namespace Seaworthy.RateLimiting;

/// <summary>What the two stages of limits share: they ask the store, and note in the record what it said.</summary>
internal sealed class Limiter(LiveLimits live, IRateLimitStore store, LimitClients clients, LimitClock clock, ILogger<Limiter> log)
{
    /// <summary>The limits of the request's endpoint as they are now; the one of its address is a gateway's where one is in front.</summary>
    public EndpointCharges Of(RequestRecord record)
    {
        var charges = record.Plan!.Limits.In(live.Current);
        return record.IsFromGateway ? charges.Behind : charges;
    }

    /// <summary>Asks for all of <paramref name="charges"/> at once, which are some of those of <paramref name="endpoint"/>.</summary>
    public Step Decide(RequestRecord record, EndpointCharges endpoint, LimitCharge[] charges)
    {
        if (charges.Length == 0)
        {
            return Step.Continue;
        }

        var decision = record.Limits.Decision;
        decision.Begin(clock.Now);
        foreach (var charge in charges)
        {
            decision.Add(charge, charge.All ?? clients.Of(record, charge.Policy.Spec.Per, endpoint.Snapshot.Hash));
        }

        record.Limits.Policies = endpoint.Policies;
        var deciding = store.DecideAsync(decision);
        if (!deciding.IsCompletedSuccessfully)
        {
            return Step.Wait(SettleAsync(record, deciding));
        }

        deciding.GetAwaiter().GetResult();
        return Settle(record);
    }

    private async Task<Step> SettleAsync(RequestRecord record, ValueTask deciding)
    {
        await deciding;
        return Settle(record);
    }

    private Step Settle(RequestRecord record)
    {
        var decision = record.Limits.Decision;
        for (var i = 0; i < decision.Count; i++)
        {
            ref var line = ref decision[i];
            var policy = line.Charge.Policy;
            if (line.Refuses)
            {
                policy.Counts.Refuse();
            }
            else if (!decision.IsRefused)
            {
                Admit(policy, line.Reading.IsTaken, decision.Now);
            }

            // Nothing was taken from the others of a refused request: what they said would no longer be true.
            if (!policy.Spec.IsShadow && line.Reading.IsKnown && (line.Refuses || !decision.IsRefused))
            {
                record.Limits.Note(policy, line.Reading);
            }
        }

        return decision.IsRefused ? record.Refuse(Refusal(decision)) : Step.Continue;
    }

    private void Admit(LimitPolicy policy, bool isTaken, long now)
    {
        if (isTaken)
        {
            policy.Counts.Allow();
            return;
        }

        policy.Counts.Watch();
        if (policy.Counts.UntoldShadow(now) is > 0 and var times)
        {
            Log.WouldHaveRefused(log, policy.Name, policy.Counts.Service, LimitText.Show(policy.Spec), times);
        }
    }

    private static string Detail(LimitPolicy policy, LimitDecider by) => by == LimitDecider.Away && policy.WhenAway == LimitWhenAway.Closed
        ? $"The limit '{policy.Name}' cannot be counted at the moment, and lets nobody through that it cannot count."
        : $"The limit '{policy.Name}' is {LimitText.Show(policy.Spec)}.";

    private static Problem Refusal(LimitDecision decision)
    {
        var names = new List<string>(1);
        var (longest, seconds) = ((LimitPolicy?)null, 0L);
        for (var i = 0; i < decision.Count; i++)
        {
            ref var line = ref decision[i];
            if (line.Refuses)
            {
                names.Add(line.Charge.Policy.Name);
                (longest, seconds) = line.Reading.Seconds > seconds ? (line.Charge.Policy, line.Reading.Seconds) : (longest, seconds);
            }
        }

        return Problem.Of(ProblemTypes.QuotaExceeded, Detail(longest!, decision.By))
            .WithViolatedPolicies(names).RetryAfter((int)Math.Min(int.MaxValue, seconds));
    }
}
