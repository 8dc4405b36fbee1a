using Microsoft.Extensions.Logging;

namespace Seaworthy.Identity;

/// <summary>Endpoints that do not say who may call them: told once, together, when the application starts.</summary>
internal static class SilentEndpoints
{
    private const int MostNamed = 20;

    public static void Tell(ILogger log, IEnumerable<EndpointPlan> plans)
    {
        var silent = plans.Where(plan => !plan.Access.IsSaid && plan.Service.Options.Identity.Enabled)
            .Select(plan => $"{string.Join(',', plan.Methods)} {plan.Route}".TrimStart()).Distinct().ToList();
        if (silent.Count > 0)
        {
            Log.EndpointsSayNothing(log, silent.Count, string.Join("; ", silent.Take(MostNamed)) + (silent.Count > MostNamed ? "; …" : ""));
        }
    }
}
