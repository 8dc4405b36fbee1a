using System.Text.Json.Nodes;

namespace Seaworthy.Peers.Vanilla;

/// <summary>A product as its JSON shows it.</summary>
internal sealed record ProductDto(
    long Id, string Name, decimal Price, string Currency, long? CategoryId, bool IsActive, string? ImageUrl, JsonNode? Thumbnails,
    DateTime CreatedAt, string Description, string? Code, DateTime UpdatedAt, long Version)
{
    public static ProductDto Of(Product product) => new(
        product.Id, product.Name, product.Price / 100m, product.Currency, product.CategoryId, product.IsActive, product.ImageUrl,
        product.Thumbnails is null ? null : JsonNode.Parse(product.Thumbnails),
        product.CreatedAt, product.Description, product.Code, product.UpdatedAt, product.Version);
}

/// <summary>A page with its exact total.</summary>
internal sealed record ProductPage(IReadOnlyList<ProductDto> Items, int Total, int Page, int Size, int Pages);
