using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Seaworthy.Api.Problems;

namespace Seaworthy.Grocery;

/// <summary>Every endpoint of the grocery, one line each.</summary>
internal static class Routes
{
    public static void Map(RouteGroupBuilder routes)
    {
        routes.MapGet("/api/v1/products/{id:long}", (long id) => Problem.NotFound("Product", id));
    }
}
