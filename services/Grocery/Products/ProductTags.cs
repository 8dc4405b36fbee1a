using System.Globalization;

namespace Seaworthy.Grocery.Products;

/// <summary>
/// What kept answers of the catalogue are invalidated by. Any change of a product may move it in a list that is filtered or ordered
/// by what has changed, so lists go by one tag; an order changes stock alone, which no list and no product shows.
/// </summary>
internal static class ProductTags
{
    /// <summary>All that shows products or categories, for loads of many rows.</summary>
    public const string Catalogue = "grocery:catalogue";

    /// <summary>Lists, searches and counts of products.</summary>
    public const string Lists = "grocery:products";

    /// <summary>How many products there are on which shelf: what is put there, taken off and moved.</summary>
    public const string Shelves = "grocery:shelves";

    /// <summary>One product by its address.</summary>
    public const string One = "grocery:product:{id}";

    /// <summary>What a change of product <paramref name="id"/> touches.</summary>
    public static IReadOnlyList<string> Of(long id) => [Lists, string.Create(CultureInfo.InvariantCulture, $"grocery:product:{id}")];
}
