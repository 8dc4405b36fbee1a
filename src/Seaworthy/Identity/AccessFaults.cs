namespace Seaworthy.Identity;

/// <summary>What is wrong with who may call an endpoint; each stops the start.</summary>
internal static class AccessFaults
{
    public static IEnumerable<string> Of(EndpointPlan plan)
    {
        var call = $"{string.Join(',', plan.Methods)} {plan.Route}";
        if (plan.Access.IsContradiction)
        {
            yield return $"{call} asks for a role or a scope within what is open to anybody, and would be open. Take Public (or AllowAnonymous) away from its group.";
        }

        if (plan.Service.Options.Identity.RequireWords && !plan.Access.IsSaid)
        {
            yield return $"{call} does not say who may call it. Say RequireRole, RequireScope, RequireAuthorization, RequireLoopback or Public.";
        }
    }
}
