using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace Seaworthy.Peers.Vanilla;

/// <summary>The coffee shop's orders, newest first, and a new one. It knows nobody: it serves restaurant 1.</summary>
internal static class Cafe
{
    private const long Restaurant = 1;

    public static void Map(WebApplication app)
    {
        app.MapGet("/cafe/orders", async (CafeDb db, CancellationToken ct, int skip = 0, int limit = 20) =>
        {
            var orders = db.Orders.AsNoTracking().Where(order => order.RestaurantId == Restaurant);
            var total = await orders.CountAsync(ct);
            var rows = await orders.OrderByDescending(order => order.CreatedAt).ThenByDescending(order => order.Id).Skip(skip).Take(limit).ToListAsync(ct);
            return new CafeOrderPage([.. rows.Select(CafeOrderDto.Of)], total, skip, limit, skip + rows.Count < total);
        });
        app.MapPost("/cafe/orders", PlaceAsync);
    }

    private static async Task<IResult> PlaceAsync(NewCafeOrder body, CafeDb db, CancellationToken ct)
    {
        var ids = body.Items.Select(line => line.MenuItemId).ToList();
        var menu = await db.MenuItems.AsNoTracking().Where(item => item.RestaurantId == Restaurant && item.IsAvailable && ids.Contains(item.Id)).ToDictionaryAsync(item => item.Id, ct);
        if (!ids.TrueForAll(menu.ContainsKey))
        {
            return Results.Problem("There is no such menu item.", statusCode: StatusCodes.Status422UnprocessableEntity);
        }

        var order = new CafeOrder
        {
            PublicId = Guid.CreateVersion7(), RestaurantId = Restaurant, CustomerName = body.CustomerName, Notes = body.Notes, CreatedAt = TimeProvider.System.GetUtcNow().UtcDateTime,
        };
        order.UpdatedAt = order.CreatedAt;
        order.Items.AddRange(body.Items.Select(line => new CafeOrderItem
        {
            RestaurantId = Restaurant, MenuItemId = line.MenuItemId, Name = menu[line.MenuItemId].Name, Price = menu[line.MenuItemId].Price, Quantity = line.Quantity,
        }));
        order.Total = order.Items.Sum(item => item.Price * item.Quantity);
        db.Orders.Add(order);
        await db.SaveChangesAsync(ct);
        return Results.Created($"/cafe/orders/{order.PublicId}", new PlacedCafeOrderDto(order));
    }
}

internal sealed record NewCafeOrder(IReadOnlyList<NewCafeOrderItem> Items, string? CustomerName, string? Notes);

internal sealed record NewCafeOrderItem(long MenuItemId, int Quantity);

/// <summary>The coffee shop's tables as a context of its own sees them.</summary>
internal sealed class CafeDb(DbContextOptions<CafeDb> options) : DbContext(options)
{
    public DbSet<CafeOrder> Orders => Set<CafeOrder>();

    public DbSet<CafeOrderItem> OrderItems => Set<CafeOrderItem>();

    public DbSet<CafeMenuItem> MenuItems => Set<CafeMenuItem>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.UseSnakeCase("cafe");
}

/// <summary>A row.</summary>
internal sealed class CafeOrder
{
    public long Id { get; set; }

    public Guid PublicId { get; set; }

    public long RestaurantId { get; set; }

    public long? TableId { get; set; }

    public string Status { get; set; } = "placed";

    public string? CustomerName { get; set; }

    public string? Notes { get; set; }

    public long Total { get; set; }

    public string Currency { get; set; } = "EUR";

    public DateTime CreatedAt { get; set; }

    public DateTime UpdatedAt { get; set; }

    [ForeignKey(nameof(CafeOrderItem.OrderId))]
    public List<CafeOrderItem> Items { get; } = [];
}

/// <summary>A row of its lines.</summary>
internal sealed class CafeOrderItem
{
    public long Id { get; set; }

    public long RestaurantId { get; set; }

    public long OrderId { get; set; }

    public long MenuItemId { get; set; }

    public required string Name { get; set; }

    public string Modifiers { get; set; } = "";

    public long Price { get; set; }

    public int Quantity { get; set; }
}

/// <summary>A row of the menu, as far as an order reads it.</summary>
internal sealed class CafeMenuItem
{
    public long Id { get; set; }

    public long RestaurantId { get; set; }

    public required string Name { get; set; }

    public long Price { get; set; }

    public bool IsAvailable { get; set; }
}

/// <summary>An order as the list shows it.</summary>
internal record CafeOrderDto(
    Guid Id, string Status, long? TableId, string? CustomerName, string? Notes, decimal Total, string Currency, DateTime CreatedAt, DateTime UpdatedAt)
{
    public static CafeOrderDto Of(CafeOrder order) => new(
        order.PublicId, order.Status, order.TableId, order.CustomerName, order.Notes, order.Total / 100m, order.Currency, order.CreatedAt, order.UpdatedAt);
}

/// <summary>A page with its exact total.</summary>
internal sealed record CafeOrderPage(IReadOnlyList<CafeOrderDto> Items, int Total, int Skip, int Limit, bool HasMore);

/// <summary>An order with its lines.</summary>
internal sealed record PlacedCafeOrderDto : CafeOrderDto
{
    public PlacedCafeOrderDto(CafeOrder order)
        : base(Of(order))
    {
        Items = [.. order.Items.Select(item => new CafeOrderItemDto(item.MenuItemId, item.Name, item.Modifiers, item.Quantity, item.Price / 100m, item.Price * item.Quantity / 100m))];
    }

    public IReadOnlyList<CafeOrderItemDto> Items { get; }
}

internal sealed record CafeOrderItemDto(long MenuItemId, string Name, string Modifiers, int Quantity, decimal Price, decimal Sum);
