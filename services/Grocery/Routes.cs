using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Seaworthy.Api.Dialects;
using Seaworthy.Api.Versions;
using Seaworthy.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.Grocery.Data;
using Seaworthy.Grocery.Images;
using Seaworthy.Grocery.Products;
using Seaworthy.Validation;

namespace Seaworthy.Grocery;

/// <summary>Every endpoint of the grocery, one line each.</summary>
internal static class Routes
{
    private const string ProductsByCursor = "/grocery/api/v2/products";

    private static readonly Deprecation Legacy = new(
        Since: new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero),
        Sunset: null,
        Successor: "/api/v2/products",
        Reason: "Pages by number read every row before the page. The second version goes by cursor.");

    public static void Map(RouteGroupBuilder routes)
    {
        var product = routes.View<GroceryDb, Product>(ProductLists.Item, "Product", version: "version");
        MapFirstVersion(routes.MapGroup("/api/v1"), product);
        MapFirstVersion(routes.MapGroup("/api").InVersion("v1"), product);
        MapSecondVersion(routes.MapGroup("/api/v2"), product);
        routes.MapGet("/images/{name}", (string name, ShowImage show, HttpContext context) => show.HandleAsync(name, context)).WithoutDeadline().WithOperation(new("Shows a product's image") { Errors = [404] });
    }

    /// <summary>What the shop's staff do. In no OpenAPI document, and mapped only where <see cref="GroceryModule"/> says.</summary>
    public static void MapAdmin(RouteGroupBuilder admin)
    {
        admin.MapPost("/products/{id:long}/image", (long id, ReplaceImage replace, HttpRequest request, CancellationToken ct) => replace.UploadAsync(id, request, ct)).WithBodyLimit(ReceiveImage.MostBodyBytes).WithDeadline(ReceiveImage.MostTime);
        admin.MapDelete("/products/{id:long}/image", (long id, ReplaceImage replace, CancellationToken ct) => replace.RemoveAsync(id, ct));
    }

    // S0's own paths: /api/products/ is what its clients call, /api/v1/products/ is the same under its version.
    private static void MapFirstVersion(RouteGroupBuilder v1, ItemView<GroceryDb, Product> product)
    {
        v1.WithDeprecation(Legacy);
        v1.MapPages<GroceryDb, Product, Product>("/products/", ProductLists.V1, Dialect.Grocery, ProductsByCursor);
        v1.MapItem("/products/{id:long}", product);
        v1.MapPost("/products/", Create).WithOperation(product.DescribeCreate("Puts a new product on the shelf"));

        Task<IResult> Create(Body<NewProduct> body, CreateProduct create, HttpRequest request, CancellationToken ct) =>
            create.HandleAsync(body, product, Address(request), ct);
    }

    private static void MapSecondVersion(RouteGroupBuilder v2, ItemView<GroceryDb, Product> product)
    {
        v2.MapKeyset<GroceryDb, Category, Category>("/categories", CategoryLists.All);
        v2.MapKeyset<GroceryDb, Product, ProductWord, Product>("/products", ProductLists.V2, ProductLists.Search);
        v2.MapItem("/products/{id:long}", product);
        v2.MapItem("/products/{id:long}/summary", v2.View<GroceryDb, ProductSummary>(ProductLists.Summary, "Product summary"));
        v2.MapPost("/products", Create).WithOperation(product.DescribeCreate("Puts a new product on the shelf"));
        v2.MapPut("/products/{id:long}", Change).WithOperation(product.DescribeChange("Replaces a product, from the version in If-Match"));
        v2.MapDelete("/products/{id:long}", (long id, DeactivateProduct deactivate, CancellationToken ct) => deactivate.HandleAsync(id, ct)).WithOperation(product.DescribeRemove("Takes a product off the shelf"));

        Task<IResult> Create(Body<NewProduct> body, CreateProduct create, HttpRequest request, CancellationToken ct) =>
            create.HandleAsync(body, product, Address(request), ct);
        Task<IResult> Change(long id, Body<NewProduct> body, ChangeProduct change, HttpRequest request, CancellationToken ct) =>
            change.HandleAsync(id, body, request, product, ct);
    }

    private static string Address(HttpRequest request) => $"{request.PathBase}{request.Path}".TrimEnd('/');
}
