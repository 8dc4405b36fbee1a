using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Seaworthy.Api.Problems;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Grocery.Data;
using Seaworthy.Grocery.Orders;
using Seaworthy.Grocery.Users;
using Seaworthy.Validation;

namespace Seaworthy.Grocery.Carts;

/// <summary>Puts products into a cart and takes them out. Each change first takes the cart's row, so changes come one by one.</summary>
internal sealed class ChangeCart(Session<GroceryDb> session, Shoppers shoppers, TimeProvider time)
{
    /// <summary>From now on the cart holds so many of the product.</summary>
    public Task<IResult> PutAsync(
        Guid id, long productId, Body<CartLine> body, HttpContext context, ItemView<GroceryDb, Cart> view, CancellationToken cancellationToken) =>
        ChangeAsync(id, context, view, (db, cart, ct) => PutAsync(db, cart, productId, body.Value.Quantity, ct), cancellationToken);

    /// <summary>From now on it holds none; also when it never did.</summary>
    public Task<IResult> RemoveAsync(
        Guid id, long productId, HttpContext context, ItemView<GroceryDb, Cart> view, CancellationToken cancellationToken) =>
        ChangeAsync(id, context, view, async (db, cart, ct) =>
        {
            await db.CartItems.Where(item => item.CartId == cart && item.ProductId == productId).ExecuteDeleteAsync(ct);
            return null;
        }, cancellationToken);

    private async Task<IResult> ChangeAsync(
        Guid id, HttpContext context, ItemView<GroceryDb, Cart> view,
        Func<GroceryDb, long, CancellationToken, Task<Problem?>> change, CancellationToken cancellationToken)
    {
        var user = await shoppers.IdAsync(context) ?? Shoppers.Guest;
        return await session.AnswerAsync(
            async (db, ct) => (await OpenCartAsync(db, id, user, ct) is { } cart ? await change(db, cart, ct) : Problem.NotFound("Cart", id)) ?? view.Show(id),
            cancellationToken);
    }

    // A cart that was ordered is history: changing it is as good as not finding it.
    private async Task<long?> OpenCartAsync(GroceryDb db, Guid id, long user, CancellationToken cancellationToken)
    {
        var now = Instant.Now(time);
        var cart = db.Carts.Where(row => row.PublicId == id && row.OrderId == null && (row.UserId == null || row.UserId == user));
        return await cart.ExecuteUpdateAsync(set => set.SetProperty(row => row.UpdatedAt, now), cancellationToken) == 1
            ? await cart.Select(row => row.Id).SingleAsync(cancellationToken)
            : null;
    }

    private static async Task<Problem?> PutAsync(GroceryDb db, long cart, long productId, int quantity, CancellationToken cancellationToken)
    {
        if (!await db.Products.AnyAsync(product => product.Id == productId && product.IsActive, cancellationToken))
        {
            return Problem.NotFound("Product", productId);
        }

        var items = db.CartItems.Where(item => item.CartId == cart);
        var changed = await items.Where(item => item.ProductId == productId)
            .ExecuteUpdateAsync(set => set.SetProperty(item => item.Quantity, quantity), cancellationToken);
        if (changed == 0)
        {
            if (await items.CountAsync(cancellationToken) >= NewOrder.MostLines)
            {
                return Problem.Of(ProblemTypes.Conflict, $"The cart holds {NewOrder.MostLines} products, which are the most. Take one out, or order it.");
            }

            db.CartItems.Add(new CartItem { CartId = cart, ProductId = productId, Quantity = quantity });
        }

        return null;
    }
}
