using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Seaworthy.Api.Problems;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Grocery.Data;

namespace Seaworthy.Grocery.Products;

/// <summary>Takes a product off the shelf: lists and search no longer show it, orders that hold it stay whole.</summary>
internal sealed class DeactivateProduct(Session<GroceryDb> session, TimeProvider time)
{
    public async Task<IResult> HandleAsync(long id, CancellationToken cancellationToken)
    {
        var isKnown = await session.WriteAsync(
            async (db, ct) =>
            {
                var now = Instant.Now(time);
                var changed = await db.Products.Where(p => p.Id == id && p.IsActive).ExecuteUpdateAsync(
                    set => set.SetProperty(p => p.IsActive, false).SetProperty(p => p.UpdatedAt, now).SetProperty(p => p.Version, p => p.Version + 1), ct);
                await db.ProductWords.Where(word => word.ProductId == id).ExecuteDeleteAsync(ct);
                return changed > 0 || await db.Products.AnyAsync(p => p.Id == id, ct);
            },
            cancellationToken);
        return isKnown ? Results.NoContent() : Problem.NotFound("Product", id);
    }
}
