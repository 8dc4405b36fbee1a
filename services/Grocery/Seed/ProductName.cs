using System.Globalization;
using Seaworthy.Grocery.Products;
using Seaworthy.Seeding;

namespace Seaworthy.Grocery.Seed;

/// <summary>What a file knows a product by; the first that it has: its id here, its barcode, its name.</summary>
internal sealed record ProductName(long? Id, string? Code, string? NameKey)
{
    public static ProductName? Read(IReadOnlyList<string> record, CsvColumns columns)
    {
        if (long.TryParse(columns.Read(record, "product_id"), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return new(id, null, null);
        }

        var (code, name) = (columns.Read(record, "code"), columns.Read(record, "name"));
        return code.Length > 0 ? new(null, code, null) : name.Length > 0 ? new(null, null, Product.KeyOf(name)) : null;
    }
}
