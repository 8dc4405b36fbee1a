using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Seaworthy.Pipeline;

namespace Seaworthy.Hosting.Management;

/// <summary>An endpoint that the layer brings along.</summary>
/// <param name="Path">Its path; no parameters.</param>
/// <param name="Answer">Answers GET and HEAD.</param>
/// <param name="OpsOnly">True when only operators may see that it exists.</param>
internal sealed record OwnEndpoint(string Path, Func<HttpContext, Task> Answer, bool OpsOnly)
{
    /// <summary>True when it is there on the management port alone, whoever calls from where.</summary>
    public bool OnManagementOnly { get; init; }

    public Endpoint Build()
    {
        // All methods, and 405 of our own: routing's would tell a stranger that the path exists.
        var route = new RouteEndpointBuilder(AnswerAsync, RoutePatternFactory.Parse(Path), order: 0) { DisplayName = $"Seaworthy {Path}" };
        route.Metadata.Add(this);
        route.Metadata.Add(new ClassWord(RequestClass.Probe));
        route.Metadata.Add(new AllowAnonymousAttribute());
        route.Metadata.Add(new DisableRateLimitingAttribute());
        route.Metadata.Add(new ExcludeFromDescriptionAttribute());
        return route.Build();
    }

    /// <summary>Whether a method is more than a 405.</summary>
    public static bool Takes(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method);

    private Task AnswerAsync(HttpContext context)
    {
        if (Takes(context.Request.Method))
        {
            return Answer(context);
        }

        context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        context.Response.Headers.Allow = "GET, HEAD";
        return Task.CompletedTask;
    }
}
