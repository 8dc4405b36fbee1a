using System.Net;
using Seaworthy.Api.Problems;
using Seaworthy.Client;
using Seaworthy.Hosting.Management;
using Seaworthy.Pipeline;

namespace Seaworthy.Admin;

/// <summary>
/// Keeps endpoints that say <c>RequireNetwork</c> to callers from a list of networks (R12). Goes by the true client's address, which no stranger's header
/// changes; whoever has none is refused.
/// </summary>
public sealed class AdminStage : Stage
{
    internal AdminStage()
    {
    }

    /// <inheritdoc/>
    public override bool IsOn(SeaworthyOptions options) => options.Admin.Enabled;

    /// <inheritdoc/>
    public override bool Governs(EndpointPlan plan) => plan.HasNetworks;

    /// <inheritdoc/>
    public override Step Enter(RequestRecord record)
    {
        var client = record.Client ?? Networks.Plain(record.Context.Connection.RemoteIpAddress);
        return client is not null && IsListed(record.Service.AdminNetworks, client) && (!IPAddress.IsLoopback(client) || LocalCaller.Is(record.Context))
            ? Step.Continue
            : record.Refuse(Problem.Of(ProblemTypes.NetworkNotListed, client is null ? null : $"{client} is not in {AdminRules.NetworksKey}."));
    }

    private static bool IsListed(IPNetwork[] networks, IPAddress client)
    {
        foreach (var network in networks)
        {
            if (network.Contains(client))
            {
                return true;
            }
        }

        return false;
    }
}
