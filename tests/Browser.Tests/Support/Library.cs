using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Seaworthy.Api.Dialects;
using Seaworthy.Hosting;

namespace Seaworthy.Browser.Tests.Support;

/// <summary>A second service beside the grocery, whose books are for those with a token.</summary>
public sealed class Library : IModule
{
    public const string Token = "a-token-of-ada";

    public static ModuleInfo Info { get; } = new("library", "A library", Dialect.Cafe);

    public static void AddServices(ModuleBuilder module)
    {
    }

    public static void MapRoutes(RouteGroupBuilder routes)
    {
        routes.MapGet("/api/v1/books", (HttpContext context) => new { reader = context.User.Identity!.Name }).RequireAuthorization();
        routes.MapGet("/api/v1/hours", () => new { opens = "09:00" });
    }
}
