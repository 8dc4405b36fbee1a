using Seaworthy.EntityFrameworkCore.Model;

namespace Seaworthy.Grocery.Products;

/// <summary>Something the shop sells.</summary>
internal sealed class Product
{
    /// <summary>The shop has one currency (ISO 4217).</summary>
    public const string ShopCurrency = "EUR";

    public long Id { get; set; }

    /// <summary>Barcode as printed: digits that may start with zeros; null where there is none. Unique.</summary>
    public string? Code { get; set; }

    /// <summary>What an import knows the product by: its code, or a hash of what it says; null for products made by hand. Unique.</summary>
    public string? ImportKey { get; set; }

    public required string Name { get; set; }

    /// <summary>The name in lower case: what lists are sorted by, byte by byte, alike on every engine.</summary>
    public required string NameKey { get; set; }

    public string Description { get; set; } = "";

    /// <summary>Price in minor units.</summary>
    public long Price { get; set; }

    /// <summary>ISO 4217.</summary>
    public string Currency { get; set; } = ShopCurrency;

    public long? CategoryId { get; set; }

    public Category? Category { get; set; }

    public bool IsActive { get; set; } = true;

    public string? ImageUrl { get; set; }

    /// <summary>Where the image is that was made smaller, as JSON; null until it is, and where it cannot be.</summary>
    public string? Thumbnails { get; set; }

    public DateTime CreatedAt { get; set; }

    public DateTime UpdatedAt { get; set; }

    /// <summary>Rises by one with each change: concurrency token and ETag.</summary>
    public long Version { get; set; } = 1;

    /// <summary>The words that search finds an active product by.</summary>
    public List<ProductWord> Words { get; } = [];

    /// <summary>What <see cref="NameKey"/> is for a name.</summary>
    public static string KeyOf(string name) => name.ToLowerInvariant();

    /// <summary>Makes it what a body says; its image is settled by whoever stores it.</summary>
    public void Become(NewProduct body)
    {
        Rename(body.Name);
        Description = body.Description;
        Price = body.Price;
        CategoryId = body.CategoryId;
    }

    /// <summary>Gives it a name, and search its words; a product that is not active has none.</summary>
    public void Rename(string name)
    {
        Name = name;
        NameKey = KeyOf(name);
        var words = IsActive ? SearchWords.Of(name) : [];
        Words.RemoveAll(known => !words.Contains(known.Word));
        Words.AddRange(words.Where(word => !Words.Exists(known => known.Word == word))
            .Select(word => new ProductWord { Word = word, CreatedAt = CreatedAt }));
    }

    /// <summary>Notes that it has changed.</summary>
    public void Touch(TimeProvider time)
    {
        UpdatedAt = Instant.Now(time);
        Version++;
    }
}
