using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;
using Seaworthy.Pipeline;

namespace Seaworthy.Hosting.Management;

/// <summary>
/// Routing itself does not find for a stranger what is for this machine only: were the endpoint only taken away afterwards,
/// the 405, 415 or OPTIONS that routing makes up for a path would tell that it exists.
/// </summary>
internal sealed class LoopbackRouting : MatcherPolicy, INodeBuilderPolicy
{
    // Before the method (-1000) and the body's type are looked at.
    public override int Order => -2000;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) => endpoints.Any(IsForThisMachine);

    public IReadOnlyList<PolicyNodeEdge> GetEdges(IReadOnlyList<Endpoint> endpoints)
    {
        Endpoint[] all = [.. endpoints];
        Endpoint[] open = [.. endpoints.Where(endpoint => !IsForThisMachine(endpoint))];
        return open.Length == 0 ? [new(true, all)] : [new(true, all), new(false, open)];
    }

    public PolicyJumpTable BuildJumpTable(int exitDestination, IReadOnlyList<PolicyJumpTableEdge> edges)
    {
        int To(bool isLocal) => edges.Where(edge => edge.State.Equals(isLocal)).Select(edge => edge.Destination).FirstOrDefault(exitDestination);
        return new ByCaller(To(true), To(false));
    }

    private static bool IsForThisMachine(Endpoint endpoint) => endpoint.Metadata.GetMetadata<LoopbackWord>() is not null;

    private sealed class ByCaller(int local, int stranger) : PolicyJumpTable
    {
        public override int GetDestination(HttpContext httpContext) => LocalCaller.Is(httpContext) ? local : stranger;
    }
}
