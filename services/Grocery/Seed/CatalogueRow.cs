using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Seaworthy.Grocery.Stock;
using Seaworthy.Seeding;
using Seaworthy.Validation;

namespace Seaworthy.Grocery.Seed;

/// <summary>One product of a catalogue that can be loaded. What the file does not say of it, in a column that is not there or a field that is empty, is null.</summary>
/// <param name="Line">Line in the file on which it starts.</param>
/// <param name="Key">What it is known by when the file is loaded again.</param>
/// <param name="Note">What was changed on the way, or null.</param>
internal sealed record CatalogueRow(
    int Line, string Key, string? Code, string Name, string? Description, long? Price, string? Category, string? ImageUrl, int? Stock, string? Note)
{
    public const int MostNameCharacters = 200;
    public const int MostDescriptionCharacters = 1000;
    private const int MostImageCharacters = 2000;
    private const int MostShown = 60;
    private const long MostMinor = 99_999_900;
    private static readonly PlainTextAttribute PlainText = new();

    /// <summary>Reads a record, or says why it cannot be loaded. Text loses its tags, as a caller's does (R4).</summary>
    public static (CatalogueRow? Row, string? Fault) Read(int line, IReadOnlyList<string> record, CsvColumns columns, bool requirePrice)
    {
        if (columns.Fault(record) is { } unreadable)
        {
            return (null, unreadable);
        }

        var name = ReadText(record, columns, "name");
        if (name.Length == 0)
        {
            return (null, "has no name");
        }

        if (Characters(name) is > MostNameCharacters and var characters)
        {
            return (null, $"the name has {characters} characters; at most {MostNameCharacters} are taken");
        }

        var code = columns.Read(record, "code");
        var hasCode = code.Length is >= 6 and <= 20 && code.All(char.IsAsciiDigit);
        var key = hasCode ? $"code:{code}" : $"text:{Hash(name, columns.Read(record, "brand"), columns.Read(record, "quantity"))}";
        var price = ReadPrice(columns.Read(record, "price"), requirePrice, out var fault);
        if (fault is not null)
        {
            return (null, fault);
        }

        var notes = new List<string>();
        if (code.Length > 0 && !hasCode)
        {
            notes.Add($"the code '{Shorten(code, MostShown)}' is no barcode and was left out");
        }

        var description = Shorten(ReadText(record, columns, "description"), MostDescriptionCharacters, "the description", notes);
        var category = Shorten(ReadText(record, columns, "category"), MostNameCharacters, "the category", notes);
        var image = columns.Read(record, "image_url");
        if (Characters(image) > MostImageCharacters)
        {
            notes.Add($"the image's address has {Characters(image)} characters and was left out");
            image = "";
        }

        return (new(line, key, hasCode ? code : null, name, Said(description), price, Said(category), Said(image), ReadStock(columns.Read(record, "stock"), notes), notes.Count == 0 ? null : string.Join("; ", notes)), null);
    }

    /// <summary>
    /// What a product costs that comes to the shop without a price: from 0.49 to 19.99 in steps of ten cents, the same each time for the same product. What is there keeps its own.
    /// </summary>
    public long PriceOrDerived => Price ?? (49 + (BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(Key))) % 196 * 10));

    private static string? Said(string text) => text.Length == 0 ? null : text;

    private static string ReadText(IReadOnlyList<string> record, CsvColumns columns, string field) =>
        PlainText.Apply(columns.Read(record, field)).Trim();

    // As the API counts: code points, so that what it takes loads and no letter is cut in two.
    private static int Characters(string text) => text.EnumerateRunes().Count();

    private static string Shorten(string text, int most, string what, List<string> notes)
    {
        if (Characters(text) <= most)
        {
            return text;
        }

        notes.Add($"{what} had {Characters(text)} characters and was shortened to {most}");
        return Shorten(text, most);
    }

    private static string Shorten(string text, int most) =>
        Characters(text) <= most ? text : string.Concat(text.EnumerateRunes().Take(most - 3).Select(rune => rune.ToString())) + "...";

    private static long? ReadPrice(string text, bool required, out string? fault)
    {
        fault = null;
        if (text.Length == 0)
        {
            fault = required ? "has no price" : null;
            return null;
        }

        if (!decimal.TryParse(text.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var price)
            || price <= 0 || price > MostMinor / 100m || decimal.Round(price, 2) != price)
        {
            fault = $"the price '{Shorten(text, MostShown)}' is not an amount from 0.01 to 999999 with at most two decimals";
            return null;
        }

        return (long)(price * 100);
    }

    private static int? ReadStock(string text, List<string> notes)
    {
        if (text.Length == 0)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var stock) && stock <= StockCount.Most)
        {
            return stock;
        }

        notes.Add($"the stock '{Shorten(text, MostShown)}' is no whole number from 0 to {StockCount.Most} and was left out");
        return null;
    }

    private static string Hash(params string[] parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001f', parts))))[..32];
}
