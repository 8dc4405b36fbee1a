using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Seaworthy.Pipeline;

namespace Seaworthy.Cors;

/// <summary>
/// Cross-origin headers, set at once, so that every refusal below carries them; answers preflights. Governs
/// services that list origins; an app's own CORS is left alone. A gateway in front has done it for the services behind it.
/// </summary>
public sealed class CorsStage : Stage
{
    private static readonly StringValues VaryOrigin = "Origin";
    private static readonly StringValues True = "true";

    internal CorsStage()
    {
    }

    /// <inheritdoc/>
    public override bool IsOn(SeaworthyOptions options) => options.Cors.Origins.Count > 0;

    /// <inheritdoc/>
    public override Step Enter(RequestRecord record)
    {
        if (record.IsFromGateway)
        {
            return Step.Continue;
        }

        var context = record.Context;
        var policy = record.Service.Cors;
        var headers = context.Response.Headers;
        headers.Vary = StringValues.Concat(headers.Vary, VaryOrigin);
        var origin = context.Request.Headers.Origin;
        var isPreflight = HttpMethods.IsOptions(context.Request.Method)
            && context.Request.Headers.AccessControlRequestMethod.Count > 0;
        if (origin is [{ } page] && policy.Allows(page))
        {
            Allow(headers, policy, origin, isPreflight);
        }

        if (!isPreflight)
        {
            return Step.Continue;
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Step.End;
    }

    private static void Allow(IHeaderDictionary headers, CorsPolicy policy, StringValues origin, bool isPreflight)
    {
        headers.AccessControlAllowOrigin = policy is { AllowsAny: true, Credentials: false } ? "*" : origin;
        if (policy.Credentials)
        {
            headers.AccessControlAllowCredentials = True;
        }

        if (isPreflight)
        {
            headers.AccessControlAllowMethods = policy.Methods;
            headers.AccessControlAllowHeaders = policy.Headers;
            headers.AccessControlMaxAge = policy.MaxAge;
        }
        else
        {
            headers.AccessControlExposeHeaders = policy.Exposed;
        }
    }
}
