using Seaworthy.EntityFrameworkCore.Engines;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Grocery.Data;

namespace Seaworthy.Grocery.Orders;

/// <summary>
/// A new order and its lines, as statements that go out together. The lines find the order's number by its public id:
/// nobody has to wait for it.
/// </summary>
internal sealed class NewOrderRows(Session<GroceryDb> session)
{
    private readonly Lazy<string> _order = new(() => $"insert into {session.TableOf<Order>()} "
        + "(public_id, user_id, status, total, currency, created_at, updated_at) values ($1, $2, $3, $4, $5, $6, $7)");

    private readonly Lazy<string> _line = new(() => $"insert into {session.TableOf<OrderItem>()} "
        + $"(order_id, product_id, name, price, quantity) select id, $2, $3, $4, $5 from {session.TableOf<Order>()} where public_id = $1");

    public IEnumerable<SqlStatement> Of(Order order)
    {
        yield return new(
            _order.Value, order.PublicId, order.UserId, order.Status, order.Total, order.Currency, order.CreatedAt, order.UpdatedAt);
        foreach (var item in order.Items)
        {
            yield return new(_line.Value, order.PublicId, item.ProductId, item.Name, item.Price, item.Quantity);
        }
    }
}
