using Microsoft.EntityFrameworkCore;
using Seaworthy.Cafe.Data;
using Seaworthy.Cafe.Orders;
using Seaworthy.Cafe.Restaurants;
using Seaworthy.EntityFrameworkCore.Sessions;

namespace Seaworthy.Cafe.Kitchen;

/// <summary>Reads what happened to a restaurant's orders.</summary>
internal sealed class KitchenEvents(Session<CafeDb> session)
{
    /// <summary>Events that are read at once.</summary>
    public const int Batch = 100;

    /// <summary>The number of the last one.</summary>
    public Task<long> LastAsync(RestaurantId restaurant, CancellationToken cancellationToken) => AloneAsync(
        restaurant, (db, ct) => db.Restaurants.Where(r => r.Id == restaurant.Value).Select(r => r.LastEvent).SingleAsync(ct), cancellationToken);

    /// <summary>Those after number <paramref name="after"/>, in their order.</summary>
    public Task<List<KitchenEvent>> AfterAsync(RestaurantId restaurant, long after, CancellationToken cancellationToken) => AloneAsync(
        restaurant, (db, ct) => ReadAsync(db, restaurant, db.OrderEvents.Of(restaurant).Where(e => e.Number > after), Batch, ct), cancellationToken);

    /// <summary>
    /// For each order that is to be made or brought what happened to it last, up to number <paramref name="last"/>. What happened later comes
    /// after it, so that a screen that is switched on shows what is to be done and misses nothing. The newest thousand.
    /// </summary>
    public async Task<List<KitchenEvent>> ToBeDoneAsync(RestaurantId restaurant, long last, CancellationToken cancellationToken)
    {
        const int Most = 1000;
        var open = OrderStatus.OfKitchen;
        return await AloneAsync(
            restaurant,
            (db, ct) =>
            {
                // An order comes to a status once, so the last event is the one with the order's own.
                var current = from e in db.OrderEvents.Of(restaurant)
                              join o in db.Orders.Of(restaurant) on e.OrderId equals o.Id
                              where open.Contains(o.Status) && e.Status == o.Status && e.Number <= last
                              orderby e.Number descending
                              select e;
                return ReadAsync(db, restaurant, current.Take(Most), Most, ct);
            },
            cancellationToken);
    }

    private static async Task<List<KitchenEvent>> ReadAsync(
        CafeDb db, RestaurantId restaurant, IQueryable<OrderEvent> events, int most, CancellationToken cancellationToken)
    {
        var found = await (from e in events
                           join o in db.Orders.Of(restaurant) on e.OrderId equals o.Id
                           join t in db.Tables.Of(restaurant) on o.TableId equals t.Id into seats
                           from seat in seats.DefaultIfEmpty()
                           orderby e.Number
                           select new { Event = e, Order = o, Table = seat == null ? null : seat.Name }).Take(most).ToListAsync(cancellationToken);
        if (found.Count == 0)
        {
            return [];
        }

        var orders = found.Select(one => one.Order.Id).Distinct().ToList();
        var items = (await db.OrderItems.Of(restaurant).Where(item => orders.Contains(item.OrderId)).OrderBy(item => item.Id).ToListAsync(cancellationToken))
            .ToLookup(item => item.OrderId, item => new KitchenItem(item.Name, item.Modifiers, item.Quantity));
        return [.. found.Select(one => new KitchenEvent(one.Event.Number, one.Event.Status, one.Event.CreatedAt, new(
            one.Order.PublicId, one.Order.Status, one.Table, one.Order.CustomerName, one.Order.Notes, [.. items[one.Order.Id]])))];
    }

    // A feed asks the same again and again, and means to: what it asks is not counted against its request.
    private Task<T> AloneAsync<T>(RestaurantId restaurant, Func<CafeDb, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        using var _ = ExecutionContext.SuppressFlow();
        return Task.Run(() => session.Of(restaurant).ReadAsync(read, cancellationToken), cancellationToken);
    }
}
