namespace Seaworthy.Grocery.Products;

/// <summary>A row of the view <c>product_summary</c> (R29): a product and how many order lines it stands in.</summary>
internal sealed class ProductSummary
{
    public long Id { get; set; }

    public required string Name { get; set; }

    public long Price { get; set; }

    public string? CategoryName { get; set; }

    public long OrderCount { get; set; }
}
