namespace Seaworthy.Grocery.Products;

/// <summary>
/// One word of an active product's name. Sorted like the products themselves, so that a search reads the newest matches and
/// stops, however many there are.
/// </summary>
internal sealed class ProductWord
{
    public required string Word { get; set; }

    public DateTime CreatedAt { get; set; }

    public long ProductId { get; set; }

    public Product Product { get; set; } = null!;
}
