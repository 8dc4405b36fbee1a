using Microsoft.AspNetCore.Http;
using Seaworthy.Api.Problems;
using Seaworthy.EntityFrameworkCore.Lists;
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
    Session<GroceryDb> session, Shoppers shoppers, Offers onSale, Shelf shelf, OrderedCart carts, OrderMetrics metrics, TimeProvider time)
{
    public async Task<IResult> HandleAsync(
        Body<NewOrder> body, HttpContext context, ItemView<GroceryDb, Order> view, string address, CancellationToken cancellationToken)
    {
        var (order, problem) = await session.WriteAsync(
            (db, ct) => PlaceAsync(db, body.Value, context, address, ct), cancellationToken, keep: placed => placed.Problem is null);
        if (problem is not null)
        {
            return problem;
        }

        metrics.Placed();
        return view.Show(order!.PublicId, $"{address}/{order.PublicId}");
    }

    private async Task<(Order? Order, Problem? Problem)> PlaceAsync(
        GroceryDb db, NewOrder body, HttpContext context, string address, CancellationToken cancellationToken)
    {
        var user = await shoppers.EnsureAsync(db, context, cancellationToken);
        var publicId = Guid.CreateVersion7(time.GetUtcNow());
        var (lines, refused) = body.CartId is { } cart
            ? await carts.TakeAsync(db, cart, user, publicId, address, cancellationToken)
            : (body.Items!, null);
        if (refused is not null)
        {
            return (null, refused);
        }

        var offers = await onSale.ReadAsync(db, [.. lines.Select(line => line.ProductId)], cancellationToken);
        if (OrderCheck.Of(lines, offers, body.Total) is { } problem)
        {
            return (null, problem);
        }

        var order = Make(publicId, user, lines, offers);
        db.Orders.Add(order);
        await db.SaveChangesAsync(cancellationToken);

        // Last, so that a product that many want is locked for no longer than the commit.
        var counted = lines.Where(line => offers[line.ProductId].Stock is not null).Select(line => (line.ProductId, line.Quantity));
        return await shelf.TakeAsync(db, counted, cancellationToken)
            ? (order, null)
            : (null, await TooLateAsync(db, lines, body.Total, cancellationToken));
    }

    // Somebody else was quicker since the offers were read: they are read again, to say what is left.
    private async Task<Problem> TooLateAsync(
        GroceryDb db, IReadOnlyList<NewOrderItem> lines, long? shownTotal, CancellationToken cancellationToken)
    {
        var offers = await onSale.ReadAsync(db, [.. lines.Select(line => line.ProductId)], cancellationToken);
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
