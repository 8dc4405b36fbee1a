using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Seaworthy.Api.Problems;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Grocery.Data;
using Seaworthy.Grocery.Images;
using Seaworthy.Validation;

namespace Seaworthy.Grocery.Products;

/// <summary>
/// Replaces what a product is made of. The caller says in If-Match which version it has read; whoever comes second gets
/// 412 and nothing is overwritten.
/// </summary>
internal sealed class ChangeProduct(Session<GroceryDb> session, SettleImages images, ProcessImage process, TimeProvider time)
{
    public async Task<IResult> HandleAsync(
        long id, Body<NewProduct> body, HttpRequest request, ItemView<GroceryDb, Product> view, CancellationToken cancellationToken)
    {
        if (EntityTag.Missing(request, "product") is { } refused)
        {
            return refused;
        }

        List<ImageName> unsettled = [];
        List<string> touched = [.. ProductTags.Of(id)];
        try
        {
            return await session.AnswerAsync(
                async (db, ct) => await ChangeAsync(db, id, body.Value, request, unsettled, touched, ct) ?? view.Show(id), cancellationToken,
                touches: () => touched);
        }
        finally
        {
            await images.HandleAsync(unsettled, CancellationToken.None);
        }
    }

    private async Task<Problem?> ChangeAsync(
        GroceryDb db, long id, NewProduct body, HttpRequest request, List<ImageName> unsettled, List<string> touched, CancellationToken cancellationToken)
    {
        if (await db.Products.Where(p => p.Id == id).Select(p => (long?)p.Version).SingleOrDefaultAsync(cancellationToken) is not { } version)
        {
            return Problem.NotFound("Product", id);
        }

        if (await CategoryExists.CheckAsync(db, body.CategoryId, cancellationToken) is { } unknown)
        {
            return unknown;
        }

        if (!EntityTag.Matches(request, version) || !await ClaimAsync(db, id, version, cancellationToken))
        {
            return EntityTag.Changed("product");
        }

        var product = await db.Products.Include(p => p.Words).SingleAsync(p => p.Id == id, cancellationToken);
        if (product.CategoryId != body.CategoryId)
        {
            touched.Add(ProductTags.Shelves);
        }

        product.Become(body);
        if (product.ImageUrl != body.ImageUrl)
        {
            images.Replace(product, body.ImageUrl, unsettled);
            await process.AskAsync(db, product, cancellationToken);
        }

        product.UpdatedAt = Instant.Now(time);
        return null;
    }

    // One statement decides who is first, and holds the row until the commit: nobody else's words can come between.
    private static async Task<bool> ClaimAsync(GroceryDb db, long id, long version, CancellationToken cancellationToken) =>
        await db.Products.Where(p => p.Id == id && p.Version == version)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.Version, version + 1), cancellationToken) == 1;
}
