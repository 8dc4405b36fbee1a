namespace Seaworthy.Grocery.Seed;

/// <summary>The fields of a product, and the columns that may hold them: our own names and those of Open Food Facts.</summary>
internal static class CatalogueColumns
{
    public static IReadOnlyDictionary<string, string[]> Known { get; } = new Dictionary<string, string[]>
    {
        ["code"] = ["code", "barcode", "ean", "gtin"],
        ["name"] = ["name", "product_name", "title"],
        ["brand"] = ["brand", "brands"],
        ["quantity"] = ["quantity", "size"],
        ["description"] = ["description", "generic_name", "ingredients", "ingredients_text"],
        ["category"] = ["category", "department", "main_category", "categories"],
        ["price"] = ["price", "unit_price"],
        ["image_url"] = ["image_url", "image", "image_small_url"],
        ["stock"] = ["stock", "in_stock", "stock_quantity"],
    };
}
