using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Seaworthy.Api.Dialects;
using Seaworthy.Hosting;

namespace Seaworthy.Browser.Tests.Support;

/// <summary>A service that is open to everybody, so that its description names no way to sign in.</summary>
public sealed class Noticeboard : IModule
{
    public static ModuleInfo Info { get; } = new("noticeboard", "A notice board", Dialect.Default);

    public static void AddServices(ModuleBuilder module)
    {
    }

    public static void MapRoutes(RouteGroupBuilder routes) => routes.MapGet("/api/v1/notices", () => new { notice = "Closed on Sunday" }).Public();
}
