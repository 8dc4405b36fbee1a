using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Api.Dialects;
using Seaworthy.Api.Versions;
using Seaworthy.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Accounts;
using Seaworthy.EntityFrameworkCore.AuditTrail;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.Grocery.Carts;
using Seaworthy.Grocery.Data;
using Seaworthy.Grocery.Deliveries;
using Seaworthy.Grocery.Images;
using Seaworthy.Grocery.Orders;
using Seaworthy.Grocery.Products;
using Seaworthy.Grocery.Reports;
using Seaworthy.Grocery.Stock;
using Seaworthy.Grocery.Users;
using Seaworthy.Validation;

namespace Seaworthy.Grocery;

/// <summary>Every endpoint of the grocery, one line each.</summary>
internal static class Routes
{
    /// <summary>What S0 limits: all lists of products share it.</summary>
    public const string ProductsLimit = "products";

    /// <summary>The shop's staff, who see all orders and count what is left.</summary>
    public const string AdminRole = "admin";

    /// <summary>What an API key needs to put products on the shelf, change them and take them off.</summary>
    public const string ProductsScope = "products:write";

    /// <summary>What an API key needs to count what is left.</summary>
    public const string StockScope = "stock:write";

    private const string ProductsByCursor = "/grocery/api/v2/products";
    private const string OrdersByCursor = "/grocery/api/v2/orders";

    public static void Map(RouteGroupBuilder routes)
    {
        var shoppers = ((IEndpointRouteBuilder)routes).ServiceProvider.GetRequiredService<Shoppers>();
        var product = routes.View<GroceryDb, Product>(ProductLists.Item, "Product", version: "version");
        var order = routes.View<GroceryDb, Order>(OrderLists.Item, "Order", within: shoppers.MineOrGuestsAsync);
        var stock = routes.View<GroceryDb, ProductStock>(StockLists.Item, "Counted product");
        // Guests shop too: what belongs to somebody is shown to him alone by the handlers, which know whom they serve.
        MapFirstVersion(routes.MapGroup("/api/v1"), product, order, shoppers);
        MapFirstVersion(routes.MapGroup("/api").InVersion("v1"), product, order, shoppers);
        MapProducts(routes.MapGroup("/api/v2").Public(), product, stock);
        MapShelves(routes.MapGroup("/api/v2").ForStaff(ProductsScope), product);
        MapShopping(routes.MapGroup("/api/v2").Public(), order, shoppers);
        routes.MapGroup("/api/v2").MapAccounts<GroceryDb>();
        routes.MapFirebase<GroceryDb>("/api/v2/auth/firebase");
        routes.MapGet("/images/{name}", (string name, ShowImage show, HttpContext context) => show.HandleAsync(name, context)).Public().WithoutDeadline().WithOperation(new("Shows a product's image") { Errors = [404] });
    }

    // S0's own paths: /api/products/ is what its clients call, /api/v1/products/ is the same under its version.
    private static void MapFirstVersion(
        RouteGroupBuilder v1, ItemView<GroceryDb, Product> product, ItemView<GroceryDb, Order> order, Shoppers shoppers)
    {
        var products = v1.MapGroup("/products").Public().WithDeprecation(LeavesFor("/api/v2/products"));
        var shelves = v1.MapGroup("/products").ForStaff(ProductsScope).WithDeprecation(LeavesFor("/api/v2/products"));
        products.MapPages<GroceryDb, Product, Product>("/", ProductLists.V1, Dialect.Grocery, ProductsByCursor).RequireLimit(ProductsLimit).Kept(ProductTags.Lists);
        products.MapItem("/{id:long}", product).Kept(ProductTags.One);
        shelves.MapPost("/", Create).WithOperation(product.DescribeCreate("Puts a new product on the shelf"));

        var orders = v1.MapGroup("/orders").Public().WithDeprecation(LeavesFor("/api/v2/orders"));
        orders.MapPages<GroceryDb, Order, Order>("/", OrderLists.Mine, Dialect.Grocery, OrdersByCursor, shoppers.MineAsync);
        orders.MapItem("/{id}", order);
        orders.MapPost("/", Place).InClass(RequestClass.Critical).WithOperation(order.DescribeCreate("Places an order"));

        Task<IResult> Place(Body<NewOrder> body, PlaceOrder place, HttpContext context, CancellationToken ct) =>
            place.HandleAsync(body, context, order, Address(context.Request), ct);
        Task<IResult> Create(Body<NewProduct> body, CreateProduct create, HttpRequest request, CancellationToken ct) =>
            create.HandleAsync(body, product, Address(request), ct);
    }

    private static void MapProducts(RouteGroupBuilder v2, ItemView<GroceryDb, Product> product, ItemView<GroceryDb, ProductStock> stock)
    {
        v2.MapKeyset<GroceryDb, Category, Category>("/categories", CategoryLists.All).Kept();
        v2.MapKeyset<GroceryDb, Product, ProductWord, Product>("/products", ProductLists.V2, ProductLists.Search).RequireLimit(ProductsLimit).Kept(ProductTags.Lists);
        v2.MapFacets<GroceryDb, Product, ProductWord, Product>("/products/facets", ProductLists.V2, ProductLists.Search).RequireLimit(ProductsLimit).Kept(ProductTags.Lists);
        v2.MapItem("/products/{id:long}", product).Kept(ProductTags.One);
        v2.MapItem("/products/{id:long}/summary", v2.View<GroceryDb, ProductSummary>(ProductLists.Summary, "Product summary"));
        v2.MapItem("/products/{id:long}/stock", stock);
    }

    private static void MapShelves(RouteGroupBuilder v2, ItemView<GroceryDb, Product> product)
    {
        v2.MapPost("/products", Create).WithOperation(product.DescribeCreate("Puts a new product on the shelf"));
        v2.MapPut("/products/{id:long}", Change).WithOperation(product.DescribeChange("Replaces a product, from the version in If-Match"));
        v2.MapDelete("/products/{id:long}", (long id, DeactivateProduct deactivate, HttpRequest request, CancellationToken ct) => deactivate.HandleAsync(id, request, ct)).WithOperation(product.DescribeRemove("Takes a product off the shelf"));

        Task<IResult> Create(Body<NewProduct> body, CreateProduct create, HttpRequest request, CancellationToken ct) =>
            create.HandleAsync(body, product, Address(request), ct);
        Task<IResult> Change(long id, Body<NewProduct> body, ChangeProduct change, HttpRequest request, CancellationToken ct) =>
            change.HandleAsync(id, body, request, product, ct);
    }

    private static void MapShopping(RouteGroupBuilder v2, ItemView<GroceryDb, Order> order, Shoppers shoppers)
    {
        var cart = v2.View<GroceryDb, Cart>(CartLists.Item, "Cart", within: shoppers.MineOrGuestsAsync);
        v2.MapPost("/carts", Begin).WithOperation(cart.DescribeCreate("Begins an empty cart"));
        v2.MapItem("/carts/{id}", cart);
        v2.MapPut("/carts/{id:guid}/items/{product:long}", Put).WithOperation(cart.DescribeStep("Sets how many of a product the cart holds"));
        v2.MapDelete("/carts/{id:guid}/items/{product:long}", Remove).WithOperation(cart.DescribeStep("Takes a product out of the cart"));
        v2.MapPost("/orders", Place).InClass(RequestClass.Critical).RequireIdempotencyKey().WithOperation(order.DescribeCreate("Places an order of lines or of a cart"));
        v2.MapKeyset<GroceryDb, Order, Order>("/orders", OrderLists.Mine, shoppers.MineAsync);
        v2.MapItem("/orders/{id}", order);
        v2.MapPost("/orders/{id:guid}/cancel", Cancel).InClass(RequestClass.Critical).WithOperation(order.DescribeStep("Cancels an order that has not left the shop"));

        Task<IResult> Begin(CreateCart create, HttpContext context, CancellationToken ct) =>
            create.HandleAsync(context, cart, Address(context.Request), ct);
        Task<IResult> Put(Guid id, long product, Body<CartLine> body, ChangeCart change, HttpContext context, CancellationToken ct) =>
            change.PutAsync(id, product, body, context, cart, ct);
        Task<IResult> Remove(Guid id, long product, ChangeCart change, HttpContext context, CancellationToken ct) =>
            change.RemoveAsync(id, product, context, cart, ct);
        Task<IResult> Place(Body<NewOrder> body, PlaceOrder place, HttpContext context, CancellationToken ct) =>
            place.HandleAsync(body, context, order, Address(context.Request), ct);
        Task<IResult> Cancel(Guid id, MoveOrder move, HttpContext context, CancellationToken ct) => move.CancelAsync(id, context, order, ct);
    }

    /// <summary>What suppliers' programs tell, each notice signed (S0's sensitive operation, R11). Mapped where somebody can sign.</summary>
    public static void MapDeliveries(RouteGroupBuilder suppliers) =>
        suppliers.MapPost("/deliveries", (Body<NewDelivery> body, TakeDelivery take, HttpContext context, CancellationToken ct) => take.HandleAsync(body, context, ct)).RequireSignature().WithOperation(new("Puts on the shelf what a supplier has brought") { Status = StatusCodes.Status201Created, Response = typeof(TakenDelivery), Errors = [409] });

    /// <summary>What is done at the shop's desk. In no OpenAPI document, and mapped only where <see cref="GroceryModule"/> says.</summary>
    /// <param name="admin">The staff alone.</param>
    /// <param name="counting">The staff, and programs that count.</param>
    public static void MapAdmin(RouteGroupBuilder admin, RouteGroupBuilder counting)
    {
        var stock = admin.View<GroceryDb, ProductStock>(StockLists.Item, "Counted product");
        var order = admin.View<GroceryDb, Order>(OrderLists.AnyItem, "Order");
        admin.MapKeyset<GroceryDb, User, User>("/users", UserLists.All);
        admin.MapKeyset<GroceryDb, Order, Order>("/orders", OrderLists.All);
        admin.MapAuditTrail<GroceryDb>("/trail");
        admin.MapGet("/reports/{date}", (string date, ShowDayReport show, CancellationToken ct) => show.HandleAsync(date, ct));
        admin.MapItem("/orders/{id}", order);
        admin.MapPut("/orders/{id:guid}/status", Move).WithOperation(order.DescribeStep("Moves an order along its way"));
        counting.MapPut("/products/{id:long}/stock", Count).WithOperation(stock.DescribeStep("Sets how many of a product are left"));
        admin.MapPost("/products/{id:long}/image", (long id, ReplaceImage replace, HttpRequest request, CancellationToken ct) => replace.UploadAsync(id, request, ct)).WithoutIdempotency().WithBodyLimit(ReceiveImage.MostBodyBytes).WithDeadline(ReceiveImage.MostTime);
        admin.MapDelete("/products/{id:long}/image", (long id, ReplaceImage replace, CancellationToken ct) => replace.RemoveAsync(id, ct));

        Task<IResult> Move(Guid id, Body<StatusChange> body, MoveOrder move, CancellationToken ct) => move.HandleAsync(id, body, order, ct);
        Task<IResult> Count(long id, Body<StockCount> body, SetStock set, CancellationToken ct) => set.HandleAsync(id, body, stock, ct);
    }

    /// <summary>People of the staff, and programs whose key has the scope.</summary>
    public static RouteGroupBuilder ForStaff(this RouteGroupBuilder group, string scope) => group.RequireScopeOrRole(scope, AdminRole);

    // The same shelves to whoever asks: until somebody changes a product, at most as long as Caching:Ttls says of products.
    private static void Kept(this IEndpointConventionBuilder endpoint, params string[] tags) =>
        endpoint.Cached("products", [ProductTags.Catalogue, .. tags]).SameForEverybody();

    private static Deprecation LeavesFor(string successor) => new(
        Since: new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero),
        Sunset: null,
        Successor: successor,
        Reason: "Pages by number read every row before the page. The second version goes by cursor.");

    private static string Address(HttpRequest request) => $"{request.PathBase}{request.Path}".TrimEnd('/');
}
