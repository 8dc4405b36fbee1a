using System.Data.Common;
using Microsoft.AspNetCore.Http;
using Seaworthy.Api.Problems;
using Seaworthy.EntityFrameworkCore.Engines;
using Seaworthy.EntityFrameworkCore.Jobs;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Grocery.Carts;
using Seaworthy.Grocery.Data;
using Seaworthy.Grocery.Stock;
using Seaworthy.Grocery.Users;
using Seaworthy.Validation;

namespace Seaworthy.Grocery.Orders;

/// <summary>
/// Takes an order in one transaction: prices as they are at this moment, stock off the shelf, or nothing at all. Nobody buys
/// what is not there, however many order at once.
/// </summary>
internal sealed class PlaceOrder(
    Session<GroceryDb> session, Shoppers shoppers, Offers onSale, Shelf shelf, StockEvents stock, NewOrderRows rows, OrderedCart carts, ServiceJobs<GroceryDb> jobs, OrderMetrics metrics,
    TimeProvider time)
{
    public async Task<IResult> HandleAsync(
        Body<NewOrder> body, HttpContext context, ItemView<GroceryDb, Order> view, string address, CancellationToken cancellationToken)
    {
        var user = await shoppers.EnsureAsync(context, cancellationToken);
        return body.Value.CartId is { } cart
            ? await PlaceAsync(cart, user, body.Value.Total, view, address, cancellationToken)
            : await PlaceAsync(body.Value.Items!, user, body.Value.Total, view, address, cancellationToken);
    }

    // What is read and checked needs no transaction, and what is written goes out as one: two exchanges with the database.
    private async Task<IResult> PlaceAsync(
        IReadOnlyList<NewOrderItem> lines, long? user, long? shownTotal, ItemView<GroceryDb, Order> view, string address, CancellationToken cancellationToken)
    {
        using var turn = await session.WaitToWriteAsync(cancellationToken);
        var (order, statements, problem) = await MakeAsync(null, Guid.CreateVersion7(time.GetUtcNow()), lines, user, shownTotal, cancellationToken);
        if (problem is not null)
        {
            return problem;
        }

        var written = await session.AnswerAsync(turn, statements, view.ShowNew(order, $"{address}/{order.PublicId}"), cancellationToken);
        if (written.IsWritten)
        {
            metrics.Placed();
        }

        return written.RefusedBy switch
        {
            null => written.Answer,
            Shelf.Check => await TooLateAsync(lines, shownTotal, cancellationToken),
            var check => throw new InvalidOperationException($"An order does not keep to {check}."),
        };
    }

    // A cart is closed in the transaction of its order.
    private async Task<IResult> PlaceAsync(
        Guid cart, long? user, long? shownTotal, ItemView<GroceryDb, Order> view, string address, CancellationToken cancellationToken)
    {
        var publicId = Guid.CreateVersion7(time.GetUtcNow());
        IReadOnlyList<NewOrderItem> lines = [];
        Order? placed = null;
        try
        {
            var answer = await session.AnswerAsync(
                async (db, ct) =>
                {
                    (lines, var refused) = await carts.TakeAsync(db, cart, user, publicId, address, ct);
                    if (refused is not null)
                    {
                        return refused;
                    }

                    var (order, statements, problem) = await MakeAsync(db, publicId, lines, user, shownTotal, ct);
                    if (problem is not null)
                    {
                        return problem;
                    }

                    await session.ExecuteAsync(db, statements, ct);
                    placed = order;
                    return view.ShowNew(order, $"{address}/{order.PublicId}");
                },
                cancellationToken);
            if (placed is not null)
            {
                metrics.Placed();
            }

            return answer;
        }
        catch (DbException exception) when (shelf.IsShort(exception))
        {
            return await TooLateAsync(lines, shownTotal, cancellationToken);
        }
    }

    private async Task<(Order Order, IReadOnlyList<SqlStatement> Statements, Problem? Problem)> MakeAsync(
        GroceryDb? db, Guid publicId, IReadOnlyList<NewOrderItem> lines, long? user, long? shownTotal, CancellationToken cancellationToken)
    {
        var offers = await onSale.ReadAsync(db, [.. lines.Select(line => line.ProductId)], cancellationToken);
        if (OrderCheck.Of(lines, offers, shownTotal) is { } problem)
        {
            return (null!, [], problem);
        }

        var order = Make(publicId, user, lines, offers);
        var counted = lines.Where(line => offers[line.ProductId].Stock is not null).Select(line => (line.ProductId, line.Quantity)).ToArray();

        // The shelf last, so that a product that many want is locked for no longer than the commit.
        return (order, [.. rows.Of(order), .. Mail(order), .. shelf.Take(counted), .. stock.After(counted)], null);
    }

    // A guest has no e-mail.
    private IEnumerable<SqlStatement> Mail(Order order) =>
        order.UserId is null ? [] : [jobs.Statement(SendOrderMail.Kind, new(order.PublicId, order.Status))];

    // Somebody else was quicker since the offers were read: they are read again, to say what is left.
    private async Task<Problem> TooLateAsync(IReadOnlyList<NewOrderItem> lines, long? shownTotal, CancellationToken cancellationToken)
    {
        var offers = await onSale.ReadAsync(null, [.. lines.Select(line => line.ProductId)], cancellationToken);
        return OrderCheck.Of(lines, offers, shownTotal) ?? Problem.Of(OrderProblems.OutOfStock, "Somebody else was quicker. Try again.");
    }

    private Order Make(Guid publicId, long? user, IReadOnlyList<NewOrderItem> lines, Dictionary<long, Offer> offers)
    {
        var now = Instant.Now(time);
        var order = new Order
        {
            PublicId = publicId,
            UserId = user,
            Total = OrderCheck.Total(lines, offers),
            CreatedAt = now,
            UpdatedAt = now,
        };
        order.Items.AddRange(lines.Select(line => new OrderItem
        {
            ProductId = line.ProductId,
            Name = offers[line.ProductId].Name,
            Price = offers[line.ProductId].Price,
            Quantity = line.Quantity,
        }));
        return order;
    }
}
