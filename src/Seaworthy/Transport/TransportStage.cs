using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Seaworthy.Api.Problems;
using Seaworthy.Hosting.Management;
using Seaworthy.Identity;
using Seaworthy.Pipeline;

namespace Seaworthy.Transport;

/// <summary>
/// Requests over http, where a setting says that they are not served (R8). Only reads are led to https: whoever sends a body or a credential by http must find out.
/// </summary>
public sealed class TransportStage : Stage
{
    private const int HttpsPort = 443;

    // What credentials of an application's own are called, from the end: X-Table-Token, X-Signature.
    private static readonly string[] Ends = ["Authorization", "Token", "Api-Key", "Signature", "Secret"];

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

        if (options.Http == PlainHttp.Redirect && request.Host.HasValue && IsHarmless(record))
        {
            var host = options.HttpsPort is { } port and not HttpsPort ? new HostString(request.Host.Host, port) : new HostString(request.Host.Host);
            record.Context.Response.StatusCode = StatusCodes.Status308PermanentRedirect;
            record.Context.Response.Headers.Location = UriHelper.BuildAbsolute(Uri.UriSchemeHttps, host, request.PathBase, request.Path, request.QueryString);
            return Step.End;
        }

        return record.Refuse(Problem.Of(ProblemTypes.HttpsRequired));
    }

    // A credential that was sent in the open is to be changed, and not to be sent on. Cookies are none but those of which a setting says so: a browser,
    // for which the redirect is there, sends some to everybody.
    private static bool IsHarmless(RequestRecord record)
    {
        var request = record.Context.Request;
        return (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            && !Credentials.AreSent(request.Headers)
            && !request.Headers.Keys.Any(name => Ends.Any(end => name.EndsWith(end, StringComparison.OrdinalIgnoreCase)))
            && !record.Service.Options.Idempotency.Cookies.Any(request.Cookies.ContainsKey);
    }
}
