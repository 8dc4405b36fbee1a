using Seaworthy.Cafe.Data;
using Seaworthy.Cafe.Orders;
using Seaworthy.Cafe.Restaurants;

namespace Seaworthy.Cafe.Tables;

/// <summary>The orders that a table's bill is about. One question for what is shown and for what is paid, so that they are the same.</summary>
internal static class BilledOrders
{
    // More open orders than any table has; a bill is no place for all that was ever forgotten. What is beyond is on the next one.
    private const int Most = 200;

    public static IQueryable<Order> Of(CafeDb db, RestaurantId restaurant, long table)
    {
        var open = OrderStatus.Open;
        return db.Orders.Of(restaurant).Where(o => o.TableId == table && open.Contains(o.Status)).OrderBy(o => o.CreatedAt).ThenBy(o => o.Id).Take(Most);
    }
}
