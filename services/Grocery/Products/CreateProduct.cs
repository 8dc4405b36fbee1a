using Microsoft.AspNetCore.Http;
using Seaworthy.Api.Problems;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Grocery.Data;
using Seaworthy.Validation;

namespace Seaworthy.Grocery.Products;

/// <summary>Puts a new product on the shelf.</summary>
internal sealed class CreateProduct(Session<GroceryDb> session, TimeProvider time)
{
    public async Task<IResult> HandleAsync(
        Body<NewProduct> body, ItemView<GroceryDb, Product> view, string address, CancellationToken cancellationToken)
    {
        var (id, problem) = await session.WriteAsync(
            async (db, ct) =>
            {
                if (await CategoryExists.CheckAsync(db, body.Value.CategoryId, ct) is { } unknown)
                {
                    return (0L, unknown);
                }

                var product = Make(body.Value);
                db.Products.Add(product);
                await db.SaveChangesAsync(ct);
                return (product.Id, (Problem?)null);
            },
            cancellationToken);
        return problem is null ? view.Show(id, $"{address}/{id}") : problem;
    }

    private Product Make(NewProduct body)
    {
        var now = Instant.Now(time);
        var product = new Product { Name = "", NameKey = "", ImageUrl = body.ImageUrl, CreatedAt = now, UpdatedAt = now };
        product.Become(body);
        return product;
    }
}
