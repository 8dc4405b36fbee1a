using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Seaworthy.Api.Problems;
using Seaworthy.Cafe.Data;
using Seaworthy.Cafe.Kitchen;
using Seaworthy.Cafe.Orders;
using Seaworthy.Cafe.Restaurants;
using Seaworthy.Cafe.Staff;
using Seaworthy.EntityFrameworkCore.AuditTrail;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Validation;

namespace Seaworthy.Cafe.Tables;

/// <summary>
/// A table pays all that its bill shows. What is not served yet is not paid: the bill stays as it is, and says what is missing. The caller names
/// the total that was shown, so that nobody pays for the coffee that was ordered while he counted.
/// </summary>
internal sealed class PayBill(Session<CafeDb> session, Tenants tenants, OrderHistory history, KitchenBell bell, OrderMetrics metrics, TimeProvider time)
{
    public async Task<IResult> HandleAsync(long id, Body<Payment> body, HttpContext context, CancellationToken cancellationToken)
    {
        var (staff, problem) = await tenants.StaffAsync(context);
        if (staff is null)
        {
            return problem!;
        }

        IReadOnlyList<Guid> paid = [];
        var answer = await session.Of(staff.Restaurant).AnswerAsync(
            async (db, ct) =>
            {
                (paid, var refused) = await PayAsync(db, staff, id, body.Value.Total, ct);
                return refused is null ? Results.Ok(new PaidBill(id, paid, body.Value.Total)) : refused;
            },
            cancellationToken);
        if (paid.Count > 0)
        {
            bell.Ring(staff.Restaurant);
            metrics.Moved(OrderStatus.Paid, paid.Count);
        }

        return answer;
    }

    private async Task<(IReadOnlyList<Guid> Paid, Problem? Problem)> PayAsync(
        CafeDb db, StaffMember staff, long table, long total, CancellationToken cancellationToken)
    {
        var (restaurant, now) = (staff.Restaurant, Instant.Now(time));
        if (!await db.Tables.Of(restaurant).AnyAsync(t => t.Id == table, cancellationToken))
        {
            return ([], Problem.NotFound("Table", table));
        }

        var orders = await BilledOrders.Of(db, restaurant, table).AsNoTracking().ToListAsync(cancellationToken);
        if (orders.Find(order => order.Status != OrderStatus.Served) is { } waiting)
        {
            return ([], Problem.Of(
                ProblemTypes.Conflict, $"Order {waiting.PublicId} is {waiting.Status}. A bill is paid when all of it is served; cancel what will not be."));
        }

        var ids = orders.ConvertAll(order => order.Id);
        var paid = await db.Orders.Of(restaurant).Where(o => ids.Contains(o.Id) && o.Status == OrderStatus.Served).ExecuteUpdateAsync(
            set => set.SetProperty(o => o.Status, OrderStatus.Paid).SetProperty(o => o.UpdatedAt, now), cancellationToken);
        if (paid == 0 || paid < orders.Count || orders.Sum(order => order.Total) != total)
        {
            return ([], Problem.Of(ProblemTypes.Conflict, "The bill has another total now. Show it again."));
        }

        db.NoteTrail<Table>("bill-paid", table);
        await session.ExecuteAsync(db, [.. orders.SelectMany(order => history.Of(restaurant, order.PublicId, OrderStatus.Paid, staff.UserId, now))], cancellationToken);
        return ([.. orders.Select(order => order.PublicId)], null);
    }
}

/// <summary>What is paid.</summary>
/// <param name="Total">What the bill showed.</param>
internal sealed record Payment([property: Required, Money] long Total);

/// <summary>What was.</summary>
internal sealed record PaidBill(long TableId, IReadOnlyList<Guid> Orders, [property: Money] long Total);
