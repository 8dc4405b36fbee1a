using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Seaworthy.Api.Problems;
using Seaworthy.Cafe.Data;
using Seaworthy.Cafe.Orders;
using Seaworthy.Cafe.Restaurants;
using Seaworthy.EntityFrameworkCore.Sessions;

namespace Seaworthy.Cafe.Tables;

/// <summary>A table's open bill: to the staff by its number, to whoever sits there by its code.</summary>
internal sealed class ShowBill(Session<CafeDb> session, Tenants tenants)
{
    public async Task<IResult> OfTableAsync(long id, HttpContext context, CancellationToken cancellationToken)
    {
        var (staff, problem) = await tenants.StaffAsync(context);
        return staff is null ? problem! : await AnswerAsync(staff.Restaurant, id, cancellationToken);
    }

    public async Task<IResult> OfGuestAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var (guest, problem) = await tenants.GuestAsync(context);
        return guest is null ? problem!
            : guest.TableId is { } table ? await AnswerAsync(guest.Restaurant, table, cancellationToken)
            : Problem.Of(ProblemTypes.Unauthorized, $"A bill is a table's: scan its code and send it in {TableTokens.Header}.");
    }

    private async Task<IResult> AnswerAsync(RestaurantId restaurant, long table, CancellationToken cancellationToken) =>
        await session.Of(restaurant).ReadAsync((db, ct) => ReadAsync(db, restaurant, table, ct), cancellationToken) is { } bill
            ? Results.Ok(bill)
            : Problem.NotFound("Table", table);

    private static async Task<Bill?> ReadAsync(CafeDb db, RestaurantId restaurant, long table, CancellationToken cancellationToken)
    {
        if (await db.Tables.Of(restaurant).Where(t => t.Id == table).Select(t => t.Name).SingleOrDefaultAsync(cancellationToken) is not { } name)
        {
            return null;
        }

        var currency = await db.Restaurants.Where(r => r.Id == restaurant.Value).Select(r => r.Currency).SingleAsync(cancellationToken);
        var orders = await BilledOrders.Of(db, restaurant, table).Include(o => o.Items).ToListAsync(cancellationToken);
        return new(table, name, [.. orders.Select(Billed)], orders.Sum(order => order.Total), currency);
    }

    private static BilledOrder Billed(Order order) => new(
        order.PublicId, order.Status, order.CreatedAt, order.Total,
        [.. order.Items.OrderBy(item => item.Id).Select(item => new BilledItem(item.Name, item.Modifiers, item.Quantity, item.Price, item.Price * item.Quantity))]);
}
