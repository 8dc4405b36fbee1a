namespace Seaworthy.Grocery.Stock;

/// <summary>
/// How many of a product are left to sell. A product without a row is not counted and never runs out. A table of its own:
/// orders change it all the time, and neither the product's version nor its indexes have anything to do with that.
/// </summary>
internal sealed class ProductStock
{
    public long ProductId { get; set; }

    /// <summary>Never below zero, which the database holds too.</summary>
    public int Quantity { get; set; }
}
