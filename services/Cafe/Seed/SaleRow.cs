using Seaworthy.Seeding;

namespace Seaworthy.Cafe.Seed;

/// <summary>One sale that can be loaded.</summary>
/// <param name="Line">Line in the file.</param>
/// <param name="Sale">What the file calls it.</param>
/// <param name="At">When.</param>
/// <param name="Store">The restaurant's name; empty where the file has none.</param>
/// <param name="Category">The heading; empty where the file has none.</param>
/// <param name="Item">What was sold.</param>
/// <param name="Quantity">How many.</param>
/// <param name="Price">Price of one in minor units.</param>
/// <param name="Note">What was mended; null for nothing.</param>
internal sealed record SaleRow(
    int Line, string Sale, DateTime At, string Store, string Category, string Item, int Quantity, long Price, string? Note)
{
    /// <summary>Reads a record, or says why it cannot be loaded.</summary>
    public static (SaleRow? Row, string? Fault) Read(int line, IReadOnlyList<string> record, CsvColumns columns)
    {
        if (columns.Fault(record) is { } unreadable)
        {
            return (null, unreadable);
        }

        var (sale, item) = (Text("sale"), Text("item"));
        if (sale.Length is 0 or > SaleText.MostCharacters)
        {
            return (null, $"the number of a sale has 1 to {SaleText.MostCharacters} characters");
        }

        if (item.Length is 0 or > SaleText.MostCharacters)
        {
            return (null, $"what was sold is '{Shown("item")}'; nobody can know what it was");
        }

        var (store, category) = (Text("store"), Text("category"));
        if (store.Length > SaleText.MostCharacters || category.Length > SaleText.MostCharacters)
        {
            return (null, $"the names of a restaurant and of a category have {SaleText.MostCharacters} characters at the most");
        }

        if (SaleText.Instant(Text("date"), Text("time")) is not { } at)
        {
            return (null, $"the date '{Shown("date")}' is not like 2023-01-15");
        }

        if (at < DateTime.UnixEpoch)
        {
            return (null, $"the date '{Shown("date")}' is before 1970, where no order's id begins: correct it");
        }

        var (quantity, price, note, fault) = Amounts(Text("quantity"), Text("price"), Text("total"));
        return fault is null ? (new(line, sale, at, store, category, item, quantity, price, note), null) : (null, fault);

        string Text(string field) => SaleText.Known(record, columns, field);
        string Shown(string field) => SaleText.Shown(columns.Read(record, field));
    }

    // Of quantity, price and total two say the third. Where all three are there and differ, the total is the one that somebody added up.
    private static (int Quantity, long Price, string? Note, string? Fault) Amounts(string quantityText, string priceText, string totalText)
    {
        var (quantity, price, total) = (SaleText.Quantity(quantityText), SaleText.Money(priceText), SaleText.Money(totalText));
        return (quantity, price, total) switch
        {
            ({ } many, { } each, null) => (many, each, null, null),
            ({ } many, { } each, { } sum) => (many, each, many * each == sum ? null : $"the total '{totalText}' is not {many} times '{priceText}'; loaded without it", null),
            ({ } many, null, { } sum) when sum % many == 0 => (many, sum / many, "the price is the total by the quantity", null),
            (null, { } each, { } sum) when sum % each == 0 && SaleText.Quantity($"{sum / each}") is { } many => (many, each, "the quantity is the total by the price", null),
            _ => (0, 0, null, $"quantity '{SaleText.Shown(quantityText)}', price '{SaleText.Shown(priceText)}' and total '{SaleText.Shown(totalText)}' do not say how many at what price"),
        };
    }
}
