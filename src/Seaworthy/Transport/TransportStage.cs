using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Seaworthy.Api.Problems;
using Seaworthy.Hosting.Management;
using Seaworthy.Pipeline;

namespace Seaworthy.Transport;

/// <summary>
/// Requests over http, where a setting says that they are not served (R8). Only reads are led to https: whoever sends a body or a credential by http must find out.
/// </summary>
public sealed class TransportStage : Stage
{
    private const int HttpsPort = 443;

    internal TransportStage()
    {
    }

    /// <inheritdoc/>
    public override bool IsOn(SeaworthyOptions options) => options.Transport.Http != PlainHttp.Allow;

    /// <inheritdoc/>
    public override bool Governs(EndpointPlan plan) => plan.Class.Value != RequestClass.Probe && plan.Metadata.GetMetadata<OwnEndpoint>() is null;

    /// <inheritdoc/>
    public override Step Enter(RequestRecord record)
    {
        var (request, options) = (record.Context.Request, record.Service.Options.Transport);
        if (request.IsHttps)
        {
            return Step.Continue;
        }

        if (options.Http == PlainHttp.Redirect && request.Host.HasValue && IsHarmless(request))
        {
            var host = options.HttpsPort is { } port and not HttpsPort ? new HostString(request.Host.Host, port) : new HostString(request.Host.Host);
            record.Context.Response.StatusCode = StatusCodes.Status308PermanentRedirect;
            record.Context.Response.Headers.Location = UriHelper.BuildAbsolute(Uri.UriSchemeHttps, host, request.PathBase, request.Path, request.QueryString);
            return Step.End;
        }

        return record.Refuse(Problem.Of(ProblemTypes.HttpsRequired));
    }

    // A token that was sent in the open is to be changed, and not to be sent on.
    private static bool IsHarmless(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) && request.Headers.Authorization.Count == 0;
}
