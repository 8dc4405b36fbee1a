using Microsoft.AspNetCore.Http;
using Seaworthy.Pipeline;

namespace Seaworthy.Hosting.Management;

/// <summary>
/// What operators see is not there for anybody else, what is for this machine is not there for strangers, and what everybody
/// sees is not there on the operators' port: the endpoint is taken away after routing, so the answer is that of any unknown
/// path.
/// </summary>
/// <param name="opensToLoopback">In Development: operators are whoever calls from this machine.</param>
internal sealed class ManagementGate(bool opensToLoopback)
{
    /// <summary>Whether the caller may see it.</summary>
    public bool Shows(HttpContext context, OwnEndpoint own) =>
        IsManagement(context) || (!own.OnManagementOnly && (!own.OpsOnly || (opensToLoopback && LocalCaller.Is(context))));

    public void Pass(HttpContext context)
    {
        if (context.GetEndpoint() is not { } endpoint)
        {
            return;
        }

        var isVisible = endpoint.Metadata.GetMetadata<OwnEndpoint>() is { } own
            ? Shows(context, own)
            : !IsManagement(context) && (endpoint.Metadata.GetMetadata<LoopbackWord>() is null || LocalCaller.Is(context));
        if (!isVisible)
        {
            context.SetEndpoint(null);
        }
    }

    private static bool IsManagement(HttpContext context) => context.Features.Get<ManagementConnection>() is not null;
}

/// <summary>Marks a request that came in by the management port.</summary>
internal sealed class ManagementConnection;
