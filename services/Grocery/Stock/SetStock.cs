using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Seaworthy.Api.Problems;
using Seaworthy.AuditTrail;
using Seaworthy.EntityFrameworkCore.AuditTrail;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Grocery.Data;
using Seaworthy.Validation;

namespace Seaworthy.Grocery.Stock;

/// <summary>Sets how many of a product are left to sell; from then on it is counted.</summary>
internal sealed class SetStock(Session<GroceryDb> session)
{
    public async Task<IResult> HandleAsync(
        long id, Body<StockCount> body, ItemView<GroceryDb, ProductStock> view, CancellationToken cancellationToken)
    {
        var isKnown = await session.WriteAsync(
            async (db, ct) =>
            {
                if (!await db.Products.AnyAsync(product => product.Id == id, ct))
                {
                    return false;
                }

                var set = $"insert into {session.TableOf<ProductStock>()} (product_id, quantity) values ($1, $2) "
                    + "on conflict (product_id) do update set quantity = excluded.quantity";
                await session.ExecuteAsync(db, [new(set, id, body.Value.Quantity!.Value)], ct);
                db.NoteTrail<ProductStock>(TrailAction.Changed, id, "quantity");
                return true;
            },
            cancellationToken);
        return isKnown ? view.Show(id) : Problem.NotFound("Product", id);
    }
}
