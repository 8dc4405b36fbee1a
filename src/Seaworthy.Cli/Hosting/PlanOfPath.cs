using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Seaworthy.Hosting;
using Seaworthy.Hosting.Management;
using Seaworthy.Pipeline;

namespace Seaworthy.Cli.Hosting;

/// <summary>Asks the application's own router which plan a request would get; nothing is served.</summary>
internal static class PlanOfPath
{
    public static async Task<EndpointPlan> FindAsync(WebApplication app, string method, string path)
    {
        var sources = ((IEndpointRouteBuilder)app).DataSources;
        app.Services.GetRequiredService<OwnEndpoints>().Settle(sources);
        var plans = app.Services.GetRequiredService<EndpointPlans>();
        plans.CompileAll(sources.SelectMany(source => source.Endpoints));
        await using var scope = app.Services.CreateAsyncScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        // Whoever explains sits at this machine: what is for it alone is found.
        context.Features.Set(new RequestRecord { Socket = IPAddress.Loopback });
        context.Request.Method = method;
        context.Request.Scheme = "http";
        context.Request.Host = new("localhost");
        context.Request.Path = path.Split('?')[0];
        await Router(app, sources)(context);
        return plans.For(context.GetEndpoint(), app.Services.GetRequiredService<ServiceProfiles>().For(context.Request.Path));
    }

    // Routing chooses; the step after it would run the endpoint and is never reached.
    private static RequestDelegate Router(WebApplication app, IEnumerable<EndpointDataSource> sources)
    {
        var router = ((IApplicationBuilder)app).New();
        router.UseRouting();
        router.Use((HttpContext _, RequestDelegate _) => Task.CompletedTask);
        router.UseEndpoints(endpoints =>
        {
            foreach (var source in sources)
            {
                endpoints.DataSources.Add(source);
            }
        });
        return router.Build();
    }
}
