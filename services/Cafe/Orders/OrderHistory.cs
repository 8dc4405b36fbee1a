using Seaworthy.Cafe.Data;
using Seaworthy.Cafe.Restaurants;
using Seaworthy.EntityFrameworkCore.Engines;
using Seaworthy.EntityFrameworkCore.Sessions;

namespace Seaworthy.Cafe.Orders;

/// <summary>
/// Writes down that an order came to a status, in the transaction in which it does. Last in it: the restaurant's row, from which the
/// number is, is held from here to the commit, and whoever else orders there waits for it.
/// </summary>
internal sealed class OrderHistory(Session<CafeDb> session)
{
    private readonly Lazy<string> _number = new(() => $"update {session.TableOf<Restaurant>()} set last_event = last_event + 1 where id = $1");

    private readonly Lazy<string> _event = new(() => $"insert into {session.TableOf<OrderEvent>()} "
        + "(restaurant_id, number, order_id, status, user_id, created_at) "
        + "select r.id, r.last_event, o.id, $3, cast($4 as bigint), $5 "
        + $"from {session.TableOf<Restaurant>()} r join {session.TableOf<Order>()} o on o.restaurant_id = r.id where r.id = $1 and o.public_id = $2");

    public IEnumerable<SqlStatement> Of(RestaurantId restaurant, Guid order, string status, long? user, DateTime at)
    {
        yield return new(_number.Value, restaurant.Value);
        yield return new(_event.Value, restaurant.Value, order, status, user, at);
    }
}
