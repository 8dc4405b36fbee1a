using Microsoft.EntityFrameworkCore;
using Seaworthy.Api.Problems;
using Seaworthy.Grocery.Data;

namespace Seaworthy.Grocery.Products;

/// <summary>The rule that a product's category is one of the shop's.</summary>
internal static class CategoryExists
{
    /// <summary>Null when all is well.</summary>
    public static async Task<Problem?> CheckAsync(GroceryDb db, long? categoryId, CancellationToken cancellationToken) =>
        categoryId is not { } id || await db.Categories.AnyAsync(category => category.Id == id, cancellationToken)
            ? null
            : Problem.Validation([new($"must be the id of a category; there is none with {id}", Pointer: "#/category_id")]);
}
