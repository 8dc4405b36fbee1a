using Microsoft.AspNetCore.Http;
using Seaworthy.EntityFrameworkCore.Lists;
using Seaworthy.EntityFrameworkCore.Model;
using Seaworthy.EntityFrameworkCore.Sessions;
using Seaworthy.Grocery.Data;
using Seaworthy.Grocery.Images;
using Seaworthy.Validation;

namespace Seaworthy.Grocery.Products;

/// <summary>Puts a new product on the shelf.</summary>
internal sealed class CreateProduct(Session<GroceryDb> session, ProcessImage process, TimeProvider time)
{
    public Task<IResult> HandleAsync(
        Body<NewProduct> body, ItemView<GroceryDb, Product> view, string address, CancellationToken cancellationToken) =>
        session.AnswerAsync((db, ct) => AddAsync(db, body, view, address, ct), cancellationToken, touches: () => [ProductTags.Lists, ProductTags.Shelves]);

    private async Task<IResult> AddAsync(
        GroceryDb db, Body<NewProduct> body, ItemView<GroceryDb, Product> view, string address, CancellationToken ct)
    {
        if (await CategoryExists.CheckAsync(db, body.Value.CategoryId, ct) is { } unknown)
        {
            return unknown;
        }

        var product = Make(body.Value);
        db.Products.Add(product);
        await db.SaveChangesAsync(ct);
        await process.AskAsync(db, product, ct);
        return view.Show(product.Id, $"{address}/{product.Id}");
    }

    private Product Make(NewProduct body)
    {
        var now = Instant.Now(time);
        var product = new Product { Name = "", NameKey = "", ImageUrl = body.ImageUrl, CreatedAt = now, UpdatedAt = now };
        product.Become(body);
        return product;
    }
}
