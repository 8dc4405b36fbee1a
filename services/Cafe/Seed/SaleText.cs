using System.Globalization;
using Seaworthy.Cafe.Menu;
using Seaworthy.Cafe.Orders;
using Seaworthy.Seeding;

namespace Seaworthy.Cafe.Seed;

/// <summary>Reads the fields of files that people have kept: <c>ERROR</c>, <c>UNKNOWN</c> and nothing at all mean that nobody knows.</summary>
internal static class SaleText
{
    public const int MostCharacters = 200;
    private const int MostShown = 60;

    private static readonly string[] Dates = ["yyyy-MM-dd", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm:ssK"];
    private static readonly string[] Unknown = ["ERROR", "UNKNOWN", "N/A", "NULL"];

    /// <summary>A field; empty where nobody knows it.</summary>
    public static string Known(IReadOnlyList<string> record, CsvColumns columns, string field) =>
        columns.Read(record, field) is var text && Unknown.Contains(text, StringComparer.OrdinalIgnoreCase) ? "" : text;

    /// <summary>Null for what is no amount from 0.01 with at most two decimals that say something: <c>3</c>, <c>2.5</c>, <c>3.0</c>.</summary>
    public static long? Money(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            && amount is > 0 and <= NewMenuItem.MostPrice && decimal.Round(amount, 2) == amount
            ? (long)(amount * 100)
            : null;

    /// <summary>Null for what is no whole number of things that one order may have.</summary>
    public static int? Quantity(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number is >= 1 and <= NewOrderItem.MostOfOne && decimal.Truncate(number) == number
            ? (int)number
            : null;

    /// <summary>Local times without a zone are taken as UTC: what else they might be, nobody can know.</summary>
    public static DateTime? Instant(string date, string time) => DateTime.TryParseExact(
        time.Length == 0 ? date : $"{date} {time}", Dates, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : null;

    /// <summary>As a report shows it.</summary>
    public static string Shown(string text) => text.Length > MostShown ? text[..MostShown] + "…" : text;
}
