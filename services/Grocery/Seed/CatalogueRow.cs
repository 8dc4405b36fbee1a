using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Seaworthy.Grocery.Seed;

/// <summary>One product of a catalogue that can be loaded.</summary>
/// <param name="Line">Line in the file on which it starts.</param>
/// <param name="Key">What it is known by when the file is loaded again.</param>
/// <param name="Note">What was changed on the way, or null.</param>
internal sealed record CatalogueRow(
    int Line, string Key, string? Code, string Name, string Description, long Price, string? Category, string? ImageUrl, string? Note)
{
    public const int MostNameCharacters = 200;
    public const int MostDescriptionCharacters = 1000;
    private const long MostMinor = 99_999_900;

    /// <summary>Reads a record, or says why it cannot be loaded.</summary>
    public static (CatalogueRow? Row, string? Fault) Read(int line, IReadOnlyList<string> record, CatalogueColumns columns, bool requirePrice)
    {
        var name = columns.Read(record, "name");
        if (name.Length == 0)
        {
            return (null, "has no name");
        }

        if (name.Length > MostNameCharacters)
        {
            return (null, $"the name has {name.Length} characters; at most {MostNameCharacters} are taken");
        }

        var description = columns.Read(record, "description");
        if (name.Contains('\0', StringComparison.Ordinal) || description.Contains('\0', StringComparison.Ordinal))
        {
            return (null, "has a NUL character");
        }

        var code = columns.Read(record, "code");
        var hasCode = code.Length is >= 6 and <= 20 && code.All(char.IsAsciiDigit);
        var key = hasCode ? $"code:{code}" : $"text:{Hash(name, columns.Read(record, "brand"), columns.Read(record, "quantity"))}";
        if (ReadPrice(columns.Read(record, "price"), key, requirePrice, out var fault) is not { } price)
        {
            return (null, fault);
        }

        var note = code.Length > 0 && !hasCode ? $"the code '{code}' is no barcode and was left out" : null;
        if (description.Length > MostDescriptionCharacters)
        {
            note = $"the description had {description.Length} characters and was shortened to {MostDescriptionCharacters}";
            description = string.Concat(description.AsSpan(0, MostDescriptionCharacters - 3), "...");
        }

        var category = columns.Read(record, "category");
        return (new(line, key, hasCode ? code : null, name, description, price, category.Length == 0 ? null : category,
            columns.Read(record, "image_url") is { Length: > 0 } image ? image : null, note), null);
    }

    private static long? ReadPrice(string text, string key, bool required, out string? fault)
    {
        fault = null;
        if (text.Length == 0)
        {
            fault = required ? "has no price" : null;
            return required ? null : Derived(key);
        }

        if (!decimal.TryParse(text.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var price)
            || price <= 0 || price * 100 > MostMinor || decimal.Round(price, 2) != price)
        {
            fault = $"the price '{text}' is not an amount from 0.01 to 999999 with at most two decimals";
            return null;
        }

        return (long)(price * 100);
    }

    /// <summary>From 0.49 to 19.99 in steps of ten cents, the same each time for the same product.</summary>
    private static long Derived(string key) => 49 + (BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(key))) % 196 * 10);

    private static string Hash(params string[] parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001f', parts))))[..32];
}
