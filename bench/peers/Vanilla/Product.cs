namespace Seaworthy.Peers.Vanilla;

/// <summary>A row.</summary>
internal sealed class Product
{
    public long Id { get; set; }

    public required string Name { get; set; }

    public long Price { get; set; }

    public required string Currency { get; set; }

    public long? CategoryId { get; set; }

    public bool IsActive { get; set; }

    public string? ImageUrl { get; set; }

    public string? Thumbnails { get; set; }

    public DateTime CreatedAt { get; set; }

    public required string Description { get; set; }

    public string? Code { get; set; }

    public DateTime UpdatedAt { get; set; }

    public long Version { get; set; }
}
