using Seaworthy.EntityFrameworkCore.Lists;

namespace Seaworthy.Cafe.Orders;

/// <summary>The orders of a restaurant, newest first as the document has them.</summary>
internal static class OrderLists
{
    private static readonly FilterValue Status = new(typeof(string), $"one of {string.Join(", ", OrderStatus.All)}", text =>
        OrderStatus.All.Contains(text) ? text : null);

    private static readonly ListDefinition<OrderItem, OrderItem> Lines = List.Of<OrderItem>("order items")
        .Key(i => i.Id)
        .Field("menu_item_id", i => i.MenuItemId)
        .Field("name", i => i.Name)
        .Field("modifiers", i => i.Modifiers)
        .Field("quantity", i => i.Quantity)
        .Field("price", i => i.Price, FieldFormat.Money)
        .Field("sum", i => i.Quantity * i.Price, FieldFormat.Money)
        .Sort("id", i => i.Id)
        .Within<long>((i, order) => i.OrderId == order);

    public static ListDefinition<Order, Order> All { get; } = Fields(List.Of<Order>("orders"))
        .Filter<string>("status", Status, (o, status) => o.Status == status)
        .Filter<long>("table_id", FilterValue.Id, (o, table) => o.TableId == table)
        .Sort("created_at", o => o.CreatedAt, descending: true)
        .Strict();

    /// <summary>One with its lines, to the staff and to whoever has its id.</summary>
    public static ListDefinition<Order, Order> Item { get; } = Fields(List.Of<Order>("order")).Rows("items", Lines, o => o.Items);

    private static ListDefinition<Order, Order> Fields(ListDefinition<Order, Order> list) => list
        .Key(o => o.Id)
        .PublicId(o => o.PublicId)
        .Within<long>((o, restaurant) => o.RestaurantId == restaurant)
        .Field("id", o => o.PublicId)
        .Field("status", o => o.Status)
        .Field("table_id", o => o.TableId)
        .Field("customer_name", o => o.CustomerName)
        .Field("notes", o => o.Notes)
        .Field("total", o => o.Total, FieldFormat.Money)
        .Field("currency", o => o.Currency)
        .Field("created_at", o => o.CreatedAt)
        .Field("updated_at", o => o.UpdatedAt);
}
