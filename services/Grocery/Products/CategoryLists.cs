using Seaworthy.EntityFrameworkCore.Lists;

namespace Seaworthy.Grocery.Products;

/// <summary>The shop's shelves.</summary>
internal static class CategoryLists
{
    public static ListDefinition<Category, Category> All { get; } = List.Of<Category>("categories")
        .Key(c => c.Id)
        .Field("id", c => c.Id)
        .Field("name", c => c.Name)
        .Field("slug", c => c.Slug)
        .Sort("name", c => c.Slug)
        .Strict();
}
