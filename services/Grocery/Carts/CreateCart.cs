using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Grocery.Data;
using Seaworthy.Grocery.Users;

namespace Seaworthy.Grocery.Carts;

/// <summary>
/// Begins an empty cart. Carts that nobody has touched for 30 days go: each new one takes up to ten of them away, so that
/// there are never more than people use.
/// </summary>
internal sealed class CreateCart(Session<GroceryDb> session, Shoppers shoppers, TimeProvider time)
{
    private const int MostSwept = 10;
    private static readonly TimeSpan Life = TimeSpan.FromDays(30);

    public async Task<IResult> HandleAsync(
        HttpContext context, ItemView<GroceryDb, Cart> view, string address, CancellationToken cancellationToken)
    {
        var now = Instant.Now(time);
        var id = Guid.CreateVersion7(time.GetUtcNow());
        var user = await shoppers.EnsureAsync(context, cancellationToken);
        return await session.AnswerAsync(
            async (db, ct) =>
            {
                db.Carts.Add(new Cart { PublicId = id, UserId = user, CreatedAt = now, UpdatedAt = now });
                var forgotten = now - Life;
                var old = db.Carts.Where(cart => cart.UpdatedAt < forgotten).OrderBy(cart => cart.UpdatedAt).Take(MostSwept).Select(cart => cart.Id);
                await db.Carts.Where(cart => old.Contains(cart.Id)).ExecuteDeleteAsync(ct);
                return view.Show(id, $"{address}/{id}");
            },
            cancellationToken);
    }
}
