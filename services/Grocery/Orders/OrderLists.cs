using Seaworthy.EntityFrameworkCore.Lists;

namespace Seaworthy.Grocery.Orders;

/// <summary>How orders are shown: to whoever placed them, and to the shop.</summary>
internal static class OrderLists
{
    private static readonly FilterValue Status = new(typeof(string), $"one of {string.Join(", ", OrderStatus.All)}", text =>
        OrderStatus.All.Contains(text) ? text : null);

    private static readonly ListDefinition<OrderItem, OrderItem> Lines = List.Of<OrderItem>("order items")
        .Key(i => i.Id)
        .Field("product_id", i => i.ProductId)
        .Field("name", i => i.Name)
        .Field("quantity", i => i.Quantity)
        .Field("price", i => i.Price, FieldFormat.Money)
        .Field("sum", i => i.Quantity * i.Price, FieldFormat.Money)
        .Sort("id", i => i.Id)
        .Within<long>((i, order) => i.OrderId == order);

    /// <summary>One order with its lines: the caller's, or a guest's.</summary>
    public static ListDefinition<Order, Order> Item { get; } = Fields(List.Of<Order>("order"))
        .Within<long>((o, user) => o.UserId == null || o.UserId == user)
        .Rows("items", Lines, o => o.Items);

    /// <summary>The caller's orders, newest first.</summary>
    public static ListDefinition<Order, Order> Mine { get; } = Fields(List.Of<Order>("orders"))
        .Within<long>((o, user) => o.UserId == user)
        .Sort("created_at", o => o.CreatedAt, descending: true)
        .Strict();

    /// <summary>Every order, for the shop: newest first, or the oldest of a status to be worked on.</summary>
    public static ListDefinition<Order, Order> All { get; } = Fields(List.Of<Order>("all orders"))
        .Filter<string>("status", Status, (o, status) => o.Status == status)
        .Sort("created_at", o => o.CreatedAt, descending: true)
        .Strict();

    /// <summary>Any order with its lines, for the shop.</summary>
    public static ListDefinition<Order, Order> AnyItem { get; } = Fields(List.Of<Order>("any order")).Rows("items", Lines, o => o.Items);

    private static ListDefinition<Order, Order> Fields(ListDefinition<Order, Order> list) => list
        .Key(o => o.Id)
        .PublicId(o => o.PublicId)
        .Field("id", o => o.PublicId)
        .Field("status", o => o.Status)
        .Field("total", o => o.Total, FieldFormat.Money)
        .Field("currency", o => o.Currency)
        .Field("created_at", o => o.CreatedAt)
        .Field("updated_at", o => o.UpdatedAt);
}
