using Microsoft.EntityFrameworkCore;
using Seaworthy.Api.Problems;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.Grocery.Data;
using Seaworthy.Grocery.Orders;
using Seaworthy.Grocery.Users;

namespace Seaworthy.Grocery.Carts;

/// <summary>A cart becomes an order once: of two who order it at the same moment the second is shown the order of the first.</summary>
internal sealed class OrderedCart(TimeProvider time)
{
    /// <summary>Closes the cart in the order's transaction and gives its lines, or says why it cannot be ordered.</summary>
    public async Task<(IReadOnlyList<NewOrderItem> Lines, Problem? Problem)> TakeAsync(
        GroceryDb db, Guid id, long? user, Guid order, string address, CancellationToken cancellationToken)
    {
        var now = Instant.Now(time);
        var owner = user ?? Shoppers.Guest;
        var cart = db.Carts.Where(row => row.PublicId == id && (row.UserId == null || row.UserId == owner));
        var closed = await cart.Where(row => row.OrderId == null).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.OrderId, order).SetProperty(row => row.UpdatedAt, now), cancellationToken);
        if (closed == 0)
        {
            return ([], await RefusalAsync(cart, id, address, cancellationToken));
        }

        var lines = await cart.SelectMany(row => row.Items).OrderBy(item => item.ProductId)
            .Select(item => new NewOrderItem(item.ProductId, item.Quantity, null)).ToListAsync(cancellationToken);
        return lines.Count > 0
            ? (lines, null)
            : (lines, Problem.Validation([new("is an empty cart; put something in first", Pointer: "#/cart_id")]));
    }

    private static async Task<Problem> RefusalAsync(IQueryable<Cart> cart, Guid id, string address, CancellationToken cancellationToken) =>
        await cart.Select(row => row.OrderId).SingleOrDefaultAsync(cancellationToken) is { } order
            ? Problem.Of(OrderProblems.CartOrdered, $"The cart became order {order}.").WithLink("related", $"{address}/{order}")
            : Problem.NotFound("Cart", id);
}
