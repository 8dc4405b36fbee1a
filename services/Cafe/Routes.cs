using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Seaworthy.Api.Dialects;
using Seaworthy.Cafe.Data;
using Seaworthy.Cafe.Kitchen;
using Seaworthy.Cafe.Menu;
using Seaworthy.Cafe.Orders;
using Seaworthy.Cafe.Reports;
using Seaworthy.Cafe.Restaurants;
using Seaworthy.Cafe.Staff;
using Seaworthy.Cafe.Tables;
using Seaworthy.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Accounts;
using Seaworthy.EntityFrameworkCore.AuditTrail;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.Identity.ApiKeys;
using Seaworthy.Validation;

namespace Seaworthy.Cafe;

/// <summary>Every endpoint of the cafe, one line each.</summary>
internal static class Routes
{
    /// <summary>What S1 limits: new orders.</summary>
    public const string OrdersLimit = "orders";

    private const string Menu = "menu";

    public static void Map(RouteGroupBuilder routes)
    {
        var tenants = ((IEndpointRouteBuilder)routes).ServiceProvider.GetRequiredService<Tenants>();
        MapMenu(routes.MapGroup("/api/v1"), tenants);
        MapOrders(routes.MapGroup("/api/v1"), tenants);
        MapTables(routes.MapGroup("/api/v1"), tenants);
        MapRestaurant(routes.MapGroup("/api/v1"), tenants);
        MapReports(routes.MapGroup("/api/v1"), tenants);
        routes.MapGroup("/api/v1/auth").MapAccounts<CafeDb>();
        routes.MapFirebase<CafeDb>("/api/v1/auth/firebase");
        routes.MapGet("/t", (OpenTable open, HttpContext context, CancellationToken ct) => open.HandleAsync(context, ct)).Public().WithOperation(new("What a table's code leads to") { Response = typeof(OpenedTable), Errors = [401, 403] });
    }

    // The menu of the guest's restaurant or of the caller's: each restaurant's is kept by itself, until somebody changes it.
    private static void MapMenu(RouteGroupBuilder api, Tenants tenants)
    {
        var everybody = api.MapGroup("").Public().RequireKeyScope(KeyScopes.MenuRead);
        var (staff, managers) = (api.ForStaff(KeyScopes.MenuWrite), api.ForManagers(KeyScopes.MenuWrite));
        var category = everybody.View<CafeDb, Category>(MenuLists.Category, "Category", version: "version", tenants.OfGuestsAsync);
        var item = everybody.View<CafeDb, MenuItem>(MenuLists.Item, "Menu item", version: "version", tenants.OfGuestsAsync);
        everybody.MapPagesAndCursor<CafeDb, Category, Category>("/categories/", MenuLists.Categories, Dialect.Cafe, tenants.OfGuestsAsync).Cached(Menu, MenuTags.Shown);
        everybody.MapItem("/categories/{id:long}", category).Cached(Menu, MenuTags.Shown);
        everybody.MapPagesAndCursor<CafeDb, MenuItem, MenuItem>("/menu-items/", MenuLists.Items, Dialect.Cafe, tenants.OfGuestsAsync).Cached(Menu, MenuTags.Shown);
        everybody.MapItem("/menu-items/{id:long}", item).Cached(Menu, MenuTags.Shown);
        managers.MapPost("/categories/", CreateCategory).WithOperation(category.DescribeCreate("Adds a heading to the menu"));
        managers.MapPut("/categories/{id:long}", ChangeCategory).WithOperation(category.DescribeChange("Changes a heading, from the version in If-Match"));
        managers.MapPost("/menu-items/", CreateItem).WithOperation(item.DescribeCreate("Puts something on the menu"));
        managers.MapPut("/menu-items/{id:long}", ChangeItem).WithOperation(item.DescribeChange("Replaces an item and its modifiers, from the version in If-Match"));
        staff.MapPut("/menu-items/{id:long}/availability", SetAvailability).WithOperation(item.DescribeStep("Says that something has run out, or is there again"));

        Task<IResult> CreateCategory(Body<NewCategory> body, CreateCategory create, HttpContext context, CancellationToken ct) =>
            create.HandleAsync(body, context, category, Address(context.Request), ct);
        Task<IResult> ChangeCategory(long id, Body<NewCategory> body, ChangeCategory change, HttpContext context, CancellationToken ct) =>
            change.HandleAsync(id, body, context, category, ct);
        Task<IResult> CreateItem(Body<NewMenuItem> body, CreateMenuItem create, HttpContext context, CancellationToken ct) =>
            create.HandleAsync(body, context, item, Address(context.Request), ct);
        Task<IResult> ChangeItem(long id, Body<NewMenuItem> body, ChangeMenuItem change, HttpContext context, CancellationToken ct) =>
            change.HandleAsync(id, body, context, item, ct);
        Task<IResult> SetAvailability(long id, Body<Availability> body, SetAvailability set, HttpContext context, CancellationToken ct) =>
            set.HandleAsync(id, body, context, item, ct);
    }

    private static void MapOrders(RouteGroupBuilder api, Tenants tenants)
    {
        var everybody = api.MapGroup("").Public();
        var (reading, writing) = (api.ForStaff(KeyScopes.OrdersRead), api.ForStaff(KeyScopes.OrdersWrite));
        var order = everybody.View<CafeDb, Order>(OrderLists.Item, "Order", version: null, tenants.OfGuestsAsync);
        var moved = writing.View<CafeDb, Order>(OrderLists.Item, "Order", version: null, tenants.OfStaffAsync);
        reading.MapPagesAndCursor<CafeDb, Order, Order>("/orders/", OrderLists.All, Dialect.Cafe, tenants.OfStaffAsync);
        everybody.MapPost("/orders/", Place).InClass(RequestClass.Critical).RequireKeyScope(KeyScopes.OrdersWrite).RequireLimit(OrdersLimit).WithOperation(order.DescribeCreate("Places an order, at the menu's prices of the moment"));
        everybody.MapItem("/orders/{id}", order).RequireKeyScope(KeyScopes.OrdersRead);
        writing.MapPut("/orders/{id:guid}/status", Move).WithOperation(moved.DescribeStep("Moves an order along its way"));
        reading.MapGet("/kitchen/feed", (KitchenFeed feed, HttpContext context) => feed.HandleAsync(context)).WithoutDeadline().WithOperation(KitchenFeed.Description);

        Task<IResult> Place(Body<NewOrder> body, PlaceOrder place, HttpContext context, CancellationToken ct) =>
            place.HandleAsync(body, context, order, Address(context.Request), ct);
        Task<IResult> Move(Guid id, Body<StatusChange> body, MoveOrder move, HttpContext context, CancellationToken ct) =>
            move.HandleAsync(id, body, context, moved, ct);
    }

    private static void MapTables(RouteGroupBuilder api, Tenants tenants)
    {
        var reading = api.ForStaff(KeyScopes.OrdersRead);
        var managers = api.MapGroup("").RequireRole(StaffRole.Owner, StaffRole.Manager);
        var table = reading.View<CafeDb, Table>(TableLists.Item, "Table", version: "version", tenants.OfStaffAsync);
        reading.MapPagesAndCursor<CafeDb, Table, Table>("/tables/", TableLists.All, Dialect.Cafe, tenants.OfStaffAsync);
        reading.MapItem("/tables/{id:long}", table);
        managers.MapPost("/tables/", Create).WithOperation(table.DescribeCreate("Adds a table"));
        managers.MapPut("/tables/{id:long}", Change).WithOperation(table.DescribeChange("Changes a table, from the version in If-Match"));
        managers.MapPost("/tables/{id:long}/code", (long id, RenewCode renew, HttpContext context, CancellationToken ct) => renew.HandleAsync(id, context, ct)).WithoutIdempotency().WithOperation(new("Gives a table a new code, and shows it this once") { Response = typeof(TableCode), Errors = [404] });
        reading.MapGet("/tables/{id:long}/bill", (long id, ShowBill bill, HttpContext context, CancellationToken ct) => bill.OfTableAsync(id, context, ct)).WithOperation(new("What is to be paid at a table") { Response = typeof(Bill), Errors = [404] });
        api.ForStaff(KeyScopes.BillsPay).MapPost("/tables/{id:long}/bill/pay", (long id, Body<Payment> body, PayBill pay, HttpContext context, CancellationToken ct) => pay.HandleAsync(id, body, context, ct)).WithOperation(new("Pays all that a table's bill shows") { Response = typeof(PaidBill), Errors = [404, 409] });
        api.MapGet("/bill", (ShowBill bill, HttpContext context, CancellationToken ct) => bill.OfGuestAsync(context, ct)).Public().WithOperation(new("What is to be paid at the table whose code is sent") { Response = typeof(Bill), Errors = [401, 403] });

        Task<IResult> Create(Body<NewTable> body, CreateTable create, HttpContext context, CancellationToken ct) =>
            create.HandleAsync(body, context, table, Address(context.Request), ct);
        Task<IResult> Change(long id, Body<NewTable> body, ChangeTable change, HttpContext context, CancellationToken ct) =>
            change.HandleAsync(id, body, context, table, ct);
    }

    private static void MapRestaurant(RouteGroupBuilder api, Tenants tenants)
    {
        var staff = api.MapGroup("").RequireRole(StaffRole.Owner, StaffRole.Manager, StaffRole.Barista);
        var owners = api.MapGroup("").RequireRole(StaffRole.Owner);
        var restaurant = staff.View<CafeDb, Restaurant>(RestaurantLists.Item, "Restaurant", version: "version", tenants.OfStaffAsync);
        var user = owners.View<CafeDb, User>(UserLists.Item, "User", version: "version", tenants.OfStaffAsync);
        staff.MapItem("/restaurants/{id:long}", restaurant);
        owners.MapPut("/restaurants/{id:long}", ChangeRestaurant).WithOperation(restaurant.DescribeChange("Changes the own restaurant, from the version in If-Match"));
        owners.MapPagesAndCursor<CafeDb, User, User>("/users/", UserLists.All, Dialect.Cafe, tenants.OfStaffAsync);
        owners.MapItem("/users/{id:long}", user);
        owners.MapPost("/users/", CreateUser).WithOperation(user.DescribeCreate("Adds somebody to the staff"));
        owners.MapAuditTrail<CafeDb>("/trail", tenants.OfStaffAsync);
        owners.MapPut("/users/{id:long}", ChangeUser).WithOperation(user.DescribeChange("Changes one of the staff, from the version in If-Match"));

        Task<IResult> ChangeRestaurant(long id, Body<RestaurantChange> body, ChangeRestaurant change, HttpContext context, CancellationToken ct) =>
            change.HandleAsync(id, body, context, restaurant, ct);
        Task<IResult> CreateUser(Body<NewUser> body, CreateUser create, HttpContext context, CancellationToken ct) =>
            create.HandleAsync(body, context, user, Address(context.Request), ct);
        Task<IResult> ChangeUser(long id, Body<NewUser> body, ChangeUser change, HttpContext context, CancellationToken ct) =>
            change.HandleAsync(id, body, context, user, ct);
    }

    // A day's report is made behind its answer; its task is the restaurant's, whoever of the staff asks.
    private static void MapReports(RouteGroupBuilder api, Tenants tenants)
    {
        var staff = api.MapGroup("").RequireRole(StaffRole.Owner, StaffRole.Manager, StaffRole.Barista);
        var managers = api.MapGroup("").RequireRole(StaffRole.Owner, StaffRole.Manager);
        managers.MapPost("/reports/daily", Request).InClass(RequestClass.Bulk).WithOperation(TaskEndpoints.DescribeAccepted("Has a day's sales added up, by item and by hour"));
        managers.MapGet("/reports/daily/{id:guid}.csv", (Guid id, DailyReportCsv csv, HttpContext context, CancellationToken ct) => csv.HandleAsync(id, context, ct)).InClass(RequestClass.Bulk).WithOperation(new("A day's report as a table") { Errors = [404, 409] });
        staff.MapTasks<CafeDb>("/tasks", tenants.OwnsAsync);

        Task<IResult> Request(string? date, RequestDailyReport request, HttpContext context, CancellationToken ct) =>
            request.HandleAsync(date, Address(context.Request).Replace("/reports/daily", "/tasks", StringComparison.Ordinal), context, ct);
    }

    private static string Address(HttpRequest request) => $"{request.PathBase}{request.Path}".TrimEnd('/');
}
