using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Seaworthy.Api.Problems;
using Seaworthy.Cafe.Data;
using Seaworthy.Cafe.Kitchen;
using Seaworthy.Cafe.Restaurants;
using Seaworthy.Cafe.Staff;
using Seaworthy.EntityFrameworkCore.AuditTrail;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Validation;

namespace Seaworthy.Cafe.Orders;

/// <summary>
/// Moves an order of the caller's restaurant along. One statement decides who moves it: of two who would serve and cancel it at once one is
/// refused. What is in the making is cancelled by who manages, since somebody has paid for the beans.
/// </summary>
internal sealed class MoveOrder(Session<CafeDb> session, Tenants tenants, OrderHistory history, KitchenBell bell, OrderMetrics metrics, TimeProvider time)
{
    public async Task<IResult> HandleAsync(
        Guid id, Body<StatusChange> body, HttpContext context, ItemView<CafeDb, Order> view, CancellationToken cancellationToken)
    {
        var (staff, problem) = await tenants.StaffAsync(context);
        if (staff is null)
        {
            return problem!;
        }

        var moved = false;
        var answer = await session.Of(staff.Restaurant).AnswerAsync(
            async (db, ct) =>
            {
                (moved, var refused) = await MoveAsync(db, staff, id, body.Value.Status, ct);
                return refused is null ? view.Show(id) : refused;
            },
            cancellationToken);
        if (moved)
        {
            bell.Ring(staff.Restaurant);
            metrics.Moved(body.Value.Status);
        }

        return answer;
    }

    private async Task<(bool Moved, Problem? Problem)> MoveAsync(
        CafeDb db, StaffMember staff, Guid id, string status, CancellationToken cancellationToken)
    {
        var (now, before) = (Instant.Now(time), Before(staff, status));
        var which = db.Orders.Of(staff.Restaurant).Where(order => order.PublicId == id);
        var moved = await which.Where(order => before.Contains(order.Status)).ExecuteUpdateAsync(
            set => set.SetProperty(order => order.Status, status).SetProperty(order => order.UpdatedAt, now), cancellationToken);
        if (moved == 0)
        {
            return (false, await RefusalAsync(which, id, status, cancellationToken));
        }

        db.NoteTrail<Order>(status, id);
        await session.ExecuteAsync(db, [.. history.Of(staff.Restaurant, id, status, staff.UserId, now)], cancellationToken);
        return (true, null);
    }

    private static IReadOnlyList<string> Before(StaffMember staff, string status) =>
        status == OrderStatus.Cancelled && !staff.Manages ? [OrderStatus.Placed] : OrderStatus.Before(status);

    private static async Task<Problem?> RefusalAsync(IQueryable<Order> which, Guid id, string status, CancellationToken cancellationToken) =>
        await which.Select(order => order.Status).SingleOrDefaultAsync(cancellationToken) switch
        {
            null => Problem.NotFound("Order", id),
            // Said twice, by a caller that did not hear the first answer.
            var now when now == status => null,
            var now when OrderStatus.Before(status).Contains(now) => Problem.Of(ProblemTypes.Forbidden, $"The order is {now}; only an owner or a manager cancels it now."),
            var now => Problem.Of(ProblemTypes.Conflict, $"The order is {now} and cannot become {status}: that follows {string.Join(" or ", OrderStatus.Before(status))}."),
        };
}
