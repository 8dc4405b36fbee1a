using System.Net;
using Microsoft.AspNetCore.Http;

namespace Seaworthy.Hosting.Management;

/// <summary>
/// What operators see is not there for anybody else, and what everybody sees is not there on the operators' port: the
/// endpoint is taken away after routing, so the answer is that of any unknown path.
/// </summary>
/// <param name="opensToLoopback">In Development: operators are whoever calls from this machine.</param>
internal sealed class ManagementGate(bool opensToLoopback)
{
    public void Pass(HttpContext context)
    {
        if (context.GetEndpoint() is not { } endpoint)
        {
            return;
        }

        var isManagement = context.Features.Get<ManagementConnection>() is not null;
        var isVisible = endpoint.Metadata.GetMetadata<OwnEndpoint>() is { } own
            ? !own.OpsOnly || isManagement || (opensToLoopback && IsLocal(context))
            : !isManagement;
        if (!isVisible)
        {
            context.SetEndpoint(null);
        }
    }

    // The socket's own address, so that no header makes a stranger local; and the forwarded one too, so that a proxy on
    // this machine makes no stranger local either.
    private static bool IsLocal(HttpContext context) =>
        context.Features.Get<RequestRecord>() is { Socket: { } socket } record
        && IPAddress.IsLoopback(socket) && (record.Client is null || IPAddress.IsLoopback(record.Client));
}

/// <summary>Marks a request that came in by the management port.</summary>
internal sealed class ManagementConnection;
