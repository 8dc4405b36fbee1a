namespace Seaworthy.Identity;

/// <summary>What is wrong with who may call an endpoint; each stops the start.</summary>
internal static class AccessFaults
{
    /// <param name="plan">The endpoint.</param>
    /// <param name="asksBehind">Whether callers are signed in behind the stages, where the scope of a key is not asked any more.</param>
    public static IEnumerable<string> Of(EndpointPlan plan, bool asksBehind)
    {
        var call = $"{string.Join(',', plan.Methods)} {plan.Route}";
        if (plan.Access.IsContradiction)
        {
            yield return $"{call} asks for a role or a scope within what is open to anybody, and would be open. Take Public (or AllowAnonymous) away from its group.";
        }

        if (plan.Access.KeyScope is not null && asksBehind)
        {
            yield return $"{call} says RequireKeyScope, which the stage 'identity' asks, and callers are signed in behind it. "
                + "Leave out UseAuthentication and UseAuthorization, and Identity:Enabled on.";
        }

        if (plan.Service.Options.Identity.RequireWords && !plan.Access.IsSaid)
        {
            yield return $"{call} does not say who may call it. Say RequireRole, RequireScope, RequireAuthorization, RequireLoopback or Public.";
        }
    }
}
