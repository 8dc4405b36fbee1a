using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Seaworthy.Api.Problems;
using Seaworthy.AuditTrail;
using Seaworthy.EntityFrameworkCore.AuditTrail;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Grocery.Data;

namespace Seaworthy.Grocery.Products;

/// <summary>
/// Takes a product off the shelf: lists and search no longer show it, orders that hold it stay whole. A caller who says in
/// If-Match which version it has read is refused when there is a newer one.
/// </summary>
internal sealed class DeactivateProduct(Session<GroceryDb> session, TimeProvider time)
{
    public Task<IResult> HandleAsync(long id, HttpRequest request, CancellationToken cancellationToken) => session.AnswerAsync(
        async (db, ct) => await DeactivateAsync(db, id, request, ct) ?? Results.NoContent(), cancellationToken, touches: () => [.. ProductTags.Of(id), ProductTags.Shelves]);

    private async Task<Problem?> DeactivateAsync(GroceryDb db, long id, HttpRequest request, CancellationToken cancellationToken)
    {
        var found = await db.Products.Where(p => p.Id == id).Select(p => new { p.Version, p.IsActive }).SingleOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return Problem.NotFound("Product", id);
        }

        if (!EntityTag.Matches(request, found.Version))
        {
            return EntityTag.Changed("product");
        }

        if (!found.IsActive)
        {
            return null;
        }

        // One statement decides: whoever has named a version loses to whoever changed it in between.
        var isAnyVersion = request.Headers.IfMatch.Count == 0;
        var now = Instant.Now(time);
        var taken = await db.Products.Where(p => p.Id == id && p.IsActive && (isAnyVersion || p.Version == found.Version)).ExecuteUpdateAsync(
            set => set.SetProperty(p => p.IsActive, false).SetProperty(p => p.UpdatedAt, now).SetProperty(p => p.Version, p => p.Version + 1), cancellationToken);
        if (taken == 0 && !isAnyVersion)
        {
            return EntityTag.Changed("product");
        }

        if (taken > 0)
        {
            db.NoteTrail<Product>(TrailAction.Changed, id, "is_active");
        }

        await db.ProductWords.Where(word => word.ProductId == id).ExecuteDeleteAsync(cancellationToken);
        return null;
    }
}
