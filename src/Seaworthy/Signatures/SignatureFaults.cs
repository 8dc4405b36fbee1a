using Microsoft.Extensions.Logging;

namespace Seaworthy.Signatures;

/// <summary>What is wrong with endpoints that must be signed: what stops the start, and what is only told.</summary>
internal static class SignatureFaults
{
    public static IEnumerable<string> Of(EndpointPlan plan)
    {
        if (plan.IsSigned && !plan.Service.Signers.Exist)
        {
            yield return $"{string.Join(',', plan.Methods)} {plan.Route} says RequireSignature, and nobody can sign. "
                + "Set Seaworthy__Signatures__Keys__PARTNER=$(openssl rand -hex 32), or take the word away.";
        }
    }

    public static void Tell(ILogger log, IEnumerable<EndpointPlan> plans)
    {
        foreach (var service in plans.Where(plan => plan.IsSigned && plan.Service.Signers.Bare.Count > 0).Select(plan => plan.Service).Distinct())
        {
            Log.Bare(log, service.Name, service.Options.Signatures.BareKey!);
        }
    }
}
