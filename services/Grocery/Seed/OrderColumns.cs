namespace Seaworthy.Grocery.Seed;

/// <summary>The fields of an order's line, and the columns that may hold them: our own names and those of usual exports.</summary>
internal static class OrderColumns
{
    public static IReadOnlyDictionary<string, string[]> Known { get; } = new Dictionary<string, string[]>
    {
        ["order"] = ["order", "order_id", "invoice", "invoiceno", "transaction_id"],
        ["created_at"] = ["created_at", "date", "order_date", "invoicedate", "transaction_date"],
        ["email"] = ["email", "customer_email"],
        ["product_id"] = ["product_id"],
        ["code"] = ["code", "barcode", "ean", "gtin", "sku", "stockcode"],
        ["name"] = ["name", "product_name", "product"],
        ["quantity"] = ["quantity", "qty"],
        ["price"] = ["price", "unit_price", "unitprice"],
        ["status"] = ["status"],
    };
}
