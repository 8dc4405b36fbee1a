using Seaworthy.Cafe.Data;
using Seaworthy.EntityFrameworkCore.Engines;
using Seaworthy.EntityFrameworkCore.Sessions;

namespace Seaworthy.Cafe.Orders;

/// <summary>A new order, its lines and the beginning of its history, as statements that go out together.</summary>
internal sealed class NewOrderRows(Session<CafeDb> session, OrderHistory history)
{
    private readonly Lazy<string> _order = new(() => $"insert into {session.TableOf<Order>()} "
        + "(public_id, restaurant_id, table_id, status, customer_name, notes, total, currency, created_at, updated_at) "
        + "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)");

    // The lines find the order's number by its public id: nobody has to wait for it.
    private readonly Lazy<string> _line = new(() => $"insert into {session.TableOf<OrderItem>()} "
        + "(restaurant_id, order_id, menu_item_id, name, modifiers, price, quantity) "
        + $"select restaurant_id, id, $2, $3, $4, $5, $6 from {session.TableOf<Order>()} where public_id = $1 and restaurant_id = $7");

    public IEnumerable<SqlStatement> Of(Order order, long? user)
    {
        yield return new(
            _order.Value, order.PublicId, order.RestaurantId, order.TableId, order.Status, order.CustomerName, order.Notes, order.Total, order.Currency,
            order.CreatedAt, order.UpdatedAt);
        foreach (var item in order.Items)
        {
            yield return new(_line.Value, order.PublicId, item.MenuItemId, item.Name, item.Modifiers, item.Price, item.Quantity, order.RestaurantId);
        }

        foreach (var statement in history.Of(new(order.RestaurantId), order.PublicId, order.Status, user, order.CreatedAt))
        {
            yield return statement;
        }
    }
}
