using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Seaworthy.Caching.Origin;
using Seaworthy.Hosting.Health;
using Seaworthy.Resilience;

namespace Seaworthy.Gateway;

/// <summary>An API in any language, behind the same stages as one's own.</summary>
public static class GatewayExtensions
{
    private const string AllPaths = "/{**path}";

    /// <summary>Registers what calls the upstreams of <c>Seaworthy:Gateway</c>.</summary>
    public static SeaworthyBuilder AddGateway(this SeaworthyBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        services.AddHttpForwarder();
        // A character for each byte, here and to the upstreams: fields are handed on as they came, in whatever encoding that was.
        services.Configure<KestrelServerOptions>(server => server.RequestHeaderEncodingSelector = server.ResponseHeaderEncodingSelector = _ => Encoding.Latin1);
        // Two lines for each request, and a warning for each failure: the request's own line says as much.
        services.AddLogging(logs => logs.AddFilter("Yarp", LogLevel.Error));
        services.AddSingleton<Upstreams>();
        services.AddSingleton<UpstreamConnections>();
        services.AddSingleton<EventStream>();
        services.AddSingleton<HeadersOn>();
        services.AddSingleton<Forwarding>();
        services.AddHostedService<UpstreamProbes>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDependencyCheck, UpstreamCheck>());
        return builder;
    }

    /// <summary>Hands every path on that no other endpoint has. Say it after <c>UseSeaworthy</c>, whose stages stand in front.</summary>
    public static IEndpointConventionBuilder MapGateway(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        var forwarding = routes.ServiceProvider.GetRequiredService<Forwarding>();
        var upstream = routes.ServiceProvider.GetRequiredService<Upstreams>()[Upstreams.Only];
        var options = routes.ServiceProvider.GetRequiredService<SeaworthyOptions>().Gateway;
        var group = routes.MapGroup("").ExcludeFromDescription().WithMetadata(new OriginWord()).WithIdempotencyLease();
        Guard(group.MapMethods(AllPaths, [HttpMethods.Get, HttpMethods.Head], context => forwarding.RunAsync(context, upstream)), options, isWrite: false);
        Guard(group.Map(AllPaths, context => forwarding.RunAsync(context, upstream)), options, isWrite: true);
        return group;
    }

    /// <summary>
    /// Hands all of a service's paths on to its copies, of <c>Gateway:Routes</c>. It is one of ours: it knows keys, asks who calls and makes no two things of one, so that none of this is done in front of it.
    /// </summary>
    /// <param name="routes">The group of its prefix.</param>
    /// <param name="name">Its entry in <c>Gateway:Routes</c>.</param>
    public static void MapService(this RouteGroupBuilder routes, string name)
    {
        ArgumentNullException.ThrowIfNull(routes);
        var services = ((IEndpointRouteBuilder)routes).ServiceProvider;
        var forwarding = services.GetRequiredService<Forwarding>();
        var upstream = services.GetRequiredService<Upstreams>()[name];
        var group = routes.MapGroup("").ExcludeFromDescription().WithMetadata(new OriginWord()).WithoutIdempotency().Public();
        group.MapMethods(AllPaths, [HttpMethods.Get, HttpMethods.Head], context => forwarding.RunAsync(context, upstream));
        group.Map(AllPaths, context => forwarding.RunAsync(context, upstream));
    }

    private static void Guard(IEndpointConventionBuilder endpoint, GatewayOptions options, bool isWrite)
    {
        if (Asks(options.Signed, isWrite))
        {
            endpoint.RequireSignature();
        }

        if (options.Callers == GatewayCallers.Networks)
        {
            endpoint.RequireNetwork();
        }

        if (Asks(options.Tokens, isWrite))
        {
            endpoint.RequireAuthorization();
        }
        else
        {
            // Who may call is asked behind: by the API, of the tokens that it knows.
            endpoint.Public();
        }
    }

    private static bool Asks(GatewayCalls calls, bool isWrite) => calls == GatewayCalls.All || (calls == GatewayCalls.Writes && isWrite);
}
