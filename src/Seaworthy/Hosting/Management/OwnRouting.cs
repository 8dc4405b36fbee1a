using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;

namespace Seaworthy.Hosting.Management;

/// <summary>
/// Among all endpoints that a path may mean, the layer's own win only where they have something to say: what the caller may
/// not see, or may not ask by this method, is left to a <c>/{code}</c>, a catch-all or a fallback of the app, and so is a
/// page that <see cref="GivesWay"/>.
/// </summary>
internal sealed class OwnRouting(ManagementGate gate) : MatcherPolicy, IEndpointSelectorPolicy
{
    public override int Order => 0;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) => endpoints.Any(IsOurs);

    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        if (!HasAnother(candidates))
        {
            return Task.CompletedTask;
        }

        for (var i = 0; i < candidates.Count; i++)
        {
            if (candidates.IsValidCandidate(i) && IsOurs(candidates[i].Endpoint) && !Answers(httpContext, candidates[i].Endpoint))
            {
                candidates.SetValidity(i, false);
            }
        }

        return Task.CompletedTask;
    }

    private bool Answers(HttpContext context, Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<OwnEndpoint>() is { } own && OwnEndpoint.Takes(context.Request.Method) && gate.Shows(context, own);

    private static bool HasAnother(CandidateSet candidates)
    {
        for (var i = 0; i < candidates.Count; i++)
        {
            if (candidates.IsValidCandidate(i) && !IsOurs(candidates[i].Endpoint))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOurs(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<OwnEndpoint>() is not null || endpoint.Metadata.GetMetadata<GivesWay>() is not null;
}

/// <summary>Marks a page of the layer that any endpoint of the app may replace.</summary>
internal sealed class GivesWay;
