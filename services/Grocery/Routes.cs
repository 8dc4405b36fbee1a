using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Seaworthy.Api.Dialects;
using Seaworthy.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.Grocery.Data;
using Seaworthy.Grocery.Products;
using Seaworthy.Validation;

namespace Seaworthy.Grocery;

/// <summary>Every endpoint of the grocery, one line each.</summary>
internal static class Routes
{
    private const string ProductsByCursor = "/grocery/api/v2/products";

    public static void Map(RouteGroupBuilder routes)
    {
        var product = routes.View<GroceryDb, Product>(ProductLists.Item, "Product", version: "version");
        MapFirstVersion(routes.MapGroup("/api/v1"), product);
        MapFirstVersion(routes.MapGroup("/api"), product);
        MapSecondVersion(routes.MapGroup("/api/v2"), product);
    }

    // S0's own paths: /api/products/ is what its clients call, /api/v1/products/ is the same under its version.
    private static void MapFirstVersion(RouteGroupBuilder v1, ItemView<GroceryDb, Product> product)
    {
        v1.MapPages<GroceryDb, Product, Product>("/products/", ProductLists.V1, Dialect.Grocery, ProductsByCursor);
        v1.MapItem("/products/{id:long}", product);
        v1.MapPost("/products/", (Body<NewProduct> body, CreateProduct create, HttpRequest request, CancellationToken ct) => create.HandleAsync(body, product, Address(request), ct));
    }

    private static void MapSecondVersion(RouteGroupBuilder v2, ItemView<GroceryDb, Product> product)
    {
        v2.MapKeyset<GroceryDb, Category, Category>("/categories", CategoryLists.All);
        v2.MapKeyset<GroceryDb, Product, ProductWord, Product>("/products", ProductLists.V2, ProductLists.Search);
        v2.MapItem("/products/{id:long}", product);
        v2.MapItem("/products/{id:long}/summary", v2.View<GroceryDb, ProductSummary>(ProductLists.Summary, "Product"));
        v2.MapPost("/products", (Body<NewProduct> body, CreateProduct create, HttpRequest request, CancellationToken ct) => create.HandleAsync(body, product, Address(request), ct));
        v2.MapPut("/products/{id:long}", (long id, Body<NewProduct> body, ChangeProduct change, HttpRequest request, CancellationToken ct) => change.HandleAsync(id, body, request, product, ct));
        v2.MapDelete("/products/{id:long}", (long id, DeactivateProduct deactivate, CancellationToken ct) => deactivate.HandleAsync(id, ct));
    }

    private static string Address(HttpRequest request) => $"{request.PathBase}{request.Path}".TrimEnd('/');
}
