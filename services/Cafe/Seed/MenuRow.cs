using Seaworthy.Seeding;

namespace Seaworthy.Cafe.Seed;

/// <summary>One line of a menu that can be loaded.</summary>
internal sealed record MenuRow(int Line, string Item, string Category, string Description, long Price)
{
    /// <summary>Reads a record, or says why it cannot be loaded.</summary>
    public static (MenuRow? Row, string? Fault) Read(int line, IReadOnlyList<string> record, CsvColumns columns)
    {
        if (columns.Fault(record) is { } unreadable)
        {
            return (null, unreadable);
        }

        var (item, category, description) = (Text("item"), Text("category"), Text("description"));
        if (item.Length is 0 or > SaleText.MostCharacters || category.Length > SaleText.MostCharacters || description.Length > SaleText.MostCharacters)
        {
            return (null, $"an item has a name of 1 to {SaleText.MostCharacters} characters, and no longer category or description");
        }

        return SaleText.Money(Text("price")) is { } price
            ? (new(line, item, category, description, price), null)
            : (null, $"the price '{SaleText.Shown(columns.Read(record, "price"))}' is not an amount from 0.01 with at most two decimals");

        string Text(string field) => SaleText.Known(record, columns, field);
    }
}
