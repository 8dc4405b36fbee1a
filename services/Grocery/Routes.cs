using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Seaworthy.Api.Dialects;
using Seaworthy.EntityFrameworkCore;
using Seaworthy.Grocery.Data;
using Seaworthy.Grocery.Products;

namespace Seaworthy.Grocery;

/// <summary>Every endpoint of the grocery, one line each.</summary>
internal static class Routes
{
    private const string ProductsByCursor = "/grocery/api/v2/products";

    public static void Map(RouteGroupBuilder routes)
    {
        MapFirstVersion(routes.MapGroup("/api/v1"));
        MapFirstVersion(routes.MapGroup("/api"));
        MapSecondVersion(routes.MapGroup("/api/v2"));
    }

    // S0's own paths: /api/products/ is what its clients call, /api/v1/products/ is the same under its version.
    private static void MapFirstVersion(RouteGroupBuilder v1)
    {
        v1.MapPages<GroceryDb, Product, Product>("/products/", ProductLists.V1, Dialect.Grocery, ProductsByCursor);
        v1.MapItem<GroceryDb, Product>("/products/{id:long}", ProductLists.Item, "Product", version: "version");
    }

    private static void MapSecondVersion(RouteGroupBuilder v2)
    {
        v2.MapKeyset<GroceryDb, Product, ProductWord, Product>("/products", ProductLists.V2, ProductLists.Search);
        v2.MapItem<GroceryDb, Product>("/products/{id:long}", ProductLists.Item, "Product", version: "version");
        v2.MapItem<GroceryDb, ProductSummary>("/products/{id:long}/summary", ProductLists.Summary, "Product");
    }
}
