using Seaworthy.Api.Problems;
using Seaworthy.Pipeline;

namespace Seaworthy.Shedding;

/// <summary>Lets a request in or refuses it. What is refused is told one of three times, so that not all come back in the same second.</summary>
internal sealed class LoadAnswers(LoadGate gate)
{
    // Made once: a refusal must cost as little as there is to it.
    private static readonly Problem[] Later = [.. Enumerable.Range(1, 3).Select(seconds => Problem.Of(
        ProblemTypes.Overloaded, "More is asked than can be answered. Nothing was done; send it again after the seconds in Retry-After.").RetryAfter(seconds))];

    public Step Look(RequestRecord record)
    {
        var requestClass = record.Plan!.Class.Value;
        return gate.Admits(requestClass) ? Step.Continue : record.Refuse(Later[gate.RefusedOf(requestClass) % Later.Length]);
    }
}
