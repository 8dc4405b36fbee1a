using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace Seaworthy.Peers.Vanilla;

/// <summary>A guest orders: the products are read, the order and its lines inserted.</summary>
internal static class ShopOrders
{
    public static void Map(WebApplication app) => app.MapPost("/orders", async (NewShopOrder body, ShopDb db, CancellationToken ct) =>
    {
        var ids = body.Items.Select(line => line.ProductId).ToList();
        var products = await db.Products.AsNoTracking().Where(product => ids.Contains(product.Id) && product.IsActive).ToDictionaryAsync(product => product.Id, ct);
        if (!ids.TrueForAll(products.ContainsKey))
        {
            return Results.Problem("There is no such product.", statusCode: StatusCodes.Status422UnprocessableEntity);
        }

        var order = new ShopOrder { PublicId = Guid.CreateVersion7(), CreatedAt = TimeProvider.System.GetUtcNow().UtcDateTime };
        order.UpdatedAt = order.CreatedAt;
        order.Items.AddRange(body.Items.Select(line => new ShopOrderItem
        {
            ProductId = line.ProductId, Name = products[line.ProductId].Name, Price = products[line.ProductId].Price, Quantity = line.Quantity,
        }));
        order.Total = order.Items.Sum(item => item.Price * item.Quantity);
        db.Orders.Add(order);
        await db.SaveChangesAsync(ct);
        return Results.Created($"/orders/{order.PublicId}", ShopOrderDto.Of(order));
    });
}

internal sealed record NewShopOrder(IReadOnlyList<NewShopOrderItem> Items);

internal sealed record NewShopOrderItem(long ProductId, int Quantity);

/// <summary>A row.</summary>
internal sealed class ShopOrder
{
    public long Id { get; set; }

    public Guid PublicId { get; set; }

    public long? UserId { get; set; }

    public string Status { get; set; } = "placed";

    public long Total { get; set; }

    public string Currency { get; set; } = "EUR";

    public DateTime CreatedAt { get; set; }

    public DateTime UpdatedAt { get; set; }

    [ForeignKey(nameof(ShopOrderItem.OrderId))]
    public List<ShopOrderItem> Items { get; } = [];
}

/// <summary>A row of its lines.</summary>
internal sealed class ShopOrderItem
{
    public long Id { get; set; }

    public long OrderId { get; set; }

    public long ProductId { get; set; }

    public required string Name { get; set; }

    public long Price { get; set; }

    public int Quantity { get; set; }
}

/// <summary>An order as its JSON shows it.</summary>
internal sealed record ShopOrderDto(Guid Id, string Status, decimal Total, string Currency, DateTime CreatedAt, DateTime UpdatedAt, IReadOnlyList<ShopOrderItemDto> Items)
{
    public static ShopOrderDto Of(ShopOrder order) => new(
        order.PublicId, order.Status, order.Total / 100m, order.Currency, order.CreatedAt, order.UpdatedAt,
        [.. order.Items.Select(item => new ShopOrderItemDto(item.ProductId, item.Name, item.Quantity, item.Price / 100m, item.Price * item.Quantity / 100m))]);
}

internal sealed record ShopOrderItemDto(long ProductId, string Name, int Quantity, decimal Price, decimal Sum);
