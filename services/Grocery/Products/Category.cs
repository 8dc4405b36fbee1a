namespace Seaworthy.Grocery.Products;

/// <summary>A shelf of the shop.</summary>
internal sealed class Category
{
    public long Id { get; set; }

    public required string Name { get; set; }

    /// <summary>The name as catalogues vary it, made one: lower case, words joined by hyphens. Unique.</summary>
    public required string Slug { get; set; }
}
