using Microsoft.EntityFrameworkCore;
using Seaworthy.Api.Problems;
using Seaworthy.Cafe.Data;
using Seaworthy.Cafe.Restaurants;

namespace Seaworthy.Cafe.Menu;

/// <summary>The rule that an item stands under a heading of its own restaurant's menu.</summary>
internal static class CategoryExists
{
    /// <summary>Null when all is well.</summary>
    public static async Task<Problem?> CheckAsync(CafeDb db, RestaurantId restaurant, long category, CancellationToken cancellationToken) =>
        await db.Categories.Of(restaurant).AnyAsync(c => c.Id == category, cancellationToken)
            ? null
            : Problem.Validation([new($"must be the id of a category; there is none with {category}", Pointer: "#/category_id")]);
}
