using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Seaworthy.Api.Problems;
using Seaworthy.EntityFrameworkCore.AuditTrail;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Grocery.Data;
using Seaworthy.Grocery.Stock;
using Seaworthy.Grocery.Users;
using Seaworthy.Validation;

namespace Seaworthy.Grocery.Orders;

/// <summary>
/// Moves an order along its way. One statement decides who moves it, so that of two that would cancel and deliver at once
/// one is refused; what is cancelled goes back on the shelf that it was taken from in the same transaction, once.
/// </summary>
internal sealed class MoveOrder(Session<GroceryDb> session, Shoppers shoppers, Shelf shelf, ServiceJobs<GroceryDb> jobs, OrderMetrics metrics, TimeProvider time)
{
    /// <summary>The shop moves an order of anybody.</summary>
    public Task<IResult> HandleAsync(
        Guid id, Body<StatusChange> body, ItemView<GroceryDb, Order> view, CancellationToken cancellationToken) =>
        MoveAsync(orders => orders.Where(order => order.PublicId == id), id, body.Value.Status, view, cancellationToken);

    /// <summary>A shopper cancels an own order, or one of a guest.</summary>
    public async Task<IResult> CancelAsync(
        Guid id, HttpContext context, ItemView<GroceryDb, Order> view, CancellationToken cancellationToken)
    {
        var user = await shoppers.IdAsync(context) ?? Shoppers.Guest;
        return await MoveAsync(
            orders => orders.Where(order => order.PublicId == id && (order.UserId == null || order.UserId == user)), id, OrderStatus.Cancelled, view, cancellationToken);
    }

    private async Task<IResult> MoveAsync(
        Func<IQueryable<Order>, IQueryable<Order>> which, Guid id, string status, ItemView<GroceryDb, Order> view, CancellationToken cancellationToken)
    {
        var moved = false;
        var answer = await session.AnswerAsync(
            async (db, ct) =>
            {
                (moved, var problem) = await MoveAsync(db, which(db.Orders), id, status, ct);
                return problem is null ? view.Show(id) : problem;
            },
            cancellationToken);
        if (moved)
        {
            metrics.Moved(status);
        }

        return answer;
    }

    private async Task<(bool Moved, Problem? Problem)> MoveAsync(
        GroceryDb db, IQueryable<Order> which, Guid id, string status, CancellationToken cancellationToken)
    {
        var now = Instant.Now(time);
        var before = OrderStatus.Before(status);
        var moved = await which.Where(order => before.Contains(order.Status)).ExecuteUpdateAsync(
            set => set.SetProperty(order => order.Status, status).SetProperty(order => order.UpdatedAt, now), cancellationToken);
        if (moved == 0)
        {
            return (false, await RefusalAsync(which, id, status, cancellationToken));
        }

        db.NoteTrail<Order>(status, id);
        if (status == OrderStatus.Cancelled)
        {
            // What an import has brought was sold elsewhere: this shelf never gave it.
            var lines = await which.Where(order => order.ImportKey == null).SelectMany(order => order.Items).Select(item => new { item.ProductId, item.Quantity }).ToListAsync(cancellationToken);
            await session.ExecuteAsync(
                db, [jobs.Statement(SendOrderMail.Kind, new(id, status)), .. shelf.PutBack(lines.Select(line => (line.ProductId, line.Quantity)))], cancellationToken);
        }

        return (true, null);
    }

    private static async Task<Problem?> RefusalAsync(IQueryable<Order> which, Guid id, string status, CancellationToken cancellationToken) =>
        await which.Select(order => order.Status).SingleOrDefaultAsync(cancellationToken) switch
        {
            null => Problem.NotFound("Order", id),
            // Said twice, by a caller that did not hear the first answer.
            var now when now == status => null,
            var now => Problem.Of(ProblemTypes.Conflict, $"The order is {now} and cannot become {status}: that follows {string.Join(" or ", OrderStatus.Before(status))}."),
        };
}
