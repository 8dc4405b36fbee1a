using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Seaworthy.Api.Problems;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Grocery.Data;
using Seaworthy.Grocery.Products;

namespace Seaworthy.Grocery.Images;

/// <summary>Gives a product a new image, or none. The file of the old one goes when the change is committed.</summary>
internal sealed class ReplaceImage(Session<GroceryDb> session, ReceiveImage receive, SettleImages settle, ProcessImage process, TimeProvider time)
{
    /// <summary>Stores the file of the request and names it in the product.</summary>
    public async Task<IResult> UploadAsync(long id, HttpRequest request, CancellationToken cancellationToken)
    {
        // First, so that nobody sends five megabytes to a product that is not there.
        if (!await session.ReadAsync((db, ct) => db.Products.AnyAsync(p => p.Id == id, ct), cancellationToken))
        {
            return Problem.NotFound("Product", id);
        }

        var (image, problem) = await receive.HandleAsync(request, cancellationToken);
        if (image is null)
        {
            return problem!;
        }

        return await ChangeAsync(id, image.Name, cancellationToken)
            ? Results.Created(image.Name.Url, new NewImage(image.Name.Url, image.Size.Width, image.Size.Height, image.Bytes))
            : Problem.NotFound("Product", id);
    }

    /// <summary>Leaves the product without an image.</summary>
    public async Task<IResult> RemoveAsync(long id, CancellationToken cancellationToken) =>
        await ChangeAsync(id, null, cancellationToken) ? Results.NoContent() : Problem.NotFound("Product", id);

    private async Task<bool> ChangeAsync(long id, ImageName? image, CancellationToken cancellationToken)
    {
        List<ImageName> unsettled = image is null ? [] : [image];
        try
        {
            return await session.WriteAsync(
                async (db, ct) =>
                {
                    if (!await TouchAsync(db, id, ct))
                    {
                        return false;
                    }

                    var product = await db.Products.SingleAsync(p => p.Id == id, ct);
                    settle.Replace(product, image?.Url, unsettled);
                    await process.AskAsync(db, product, ct);
                    return true;
                },
                cancellationToken,
                touches: isChanged => isChanged ? ProductTags.Of(id) : []);
        }
        finally
        {
            // Also when the caller has gone: which files are wanted is no longer the caller's affair.
            await settle.HandleAsync(unsettled, CancellationToken.None);
        }
    }

    // Holds the row until the commit: of two uploads at once the second one sees the first one's image, and removes it.
    private async Task<bool> TouchAsync(GroceryDb db, long id, CancellationToken cancellationToken)
    {
        var now = Instant.Now(time);
        return await db.Products.Where(p => p.Id == id).ExecuteUpdateAsync(
            set => set.SetProperty(p => p.Version, p => p.Version + 1).SetProperty(p => p.UpdatedAt, now), cancellationToken) == 1;
    }
}
