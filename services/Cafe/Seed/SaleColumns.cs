namespace Seaworthy.Cafe.Seed;

/// <summary>The fields of a sale and of a menu's line, and the columns that may hold them: our own names and those of usual exports.</summary>
internal static class SaleColumns
{
    public static IReadOnlyDictionary<string, string[]> Sales { get; } = new Dictionary<string, string[]>
    {
        ["sale"] = ["sale", "transaction_id", "transaction id", "order_id"],
        ["date"] = ["date", "transaction_date", "transaction date"],
        ["time"] = ["time", "transaction_time"],
        ["store"] = ["store", "store_location", "restaurant"],
        ["category"] = ["category", "product_category"],
        ["item"] = ["item", "product_detail", "product"],
        ["quantity"] = ["quantity", "transaction_qty", "qty"],
        ["price"] = ["price", "unit_price", "price per unit"],
        ["total"] = ["total", "total spent", "total_spent"],
    };

    public static IReadOnlyDictionary<string, string[]> Menu { get; } = new Dictionary<string, string[]>
    {
        ["item"] = ["item", "product_detail", "name"],
        ["category"] = ["category", "product_category"],
        ["description"] = ["description", "product_type"],
        ["price"] = ["price", "base_price"],
    };

    /// <summary>Whether a file with this header has sales: they have a number, and a menu has none.</summary>
    public static bool AreSales(IReadOnlyList<string> header, IReadOnlyDictionary<string, string>? map) =>
        map?.ContainsKey("sale") == true || header.Any(column => Sales["sale"].Contains(column.Trim(), StringComparer.OrdinalIgnoreCase));
}
