namespace Seaworthy.Grocery.Products;

/// <summary>Something the shop sells.</summary>
internal sealed class Product
{
    public long Id { get; set; }

    /// <summary>Barcode as printed: digits that may start with zeros; null where there is none. Unique.</summary>
    public string? Code { get; set; }

    public required string Name { get; set; }

    /// <summary>The name in lower case: what lists are sorted by, byte by byte, alike on every engine.</summary>
    public required string NameKey { get; set; }

    public string Description { get; set; } = "";

    /// <summary>Price in minor units.</summary>
    public long Price { get; set; }

    /// <summary>ISO 4217.</summary>
    public string Currency { get; set; } = "EUR";

    public long? CategoryId { get; set; }

    public Category? Category { get; set; }

    public bool IsActive { get; set; } = true;

    public string? ImageUrl { get; set; }

    public DateTime CreatedAt { get; set; }

    public DateTime UpdatedAt { get; set; }

    /// <summary>Rises by one with each change: concurrency token and ETag.</summary>
    public long Version { get; set; } = 1;

    /// <summary>The words that search finds an active product by.</summary>
    public List<ProductWord> Words { get; } = [];
}
