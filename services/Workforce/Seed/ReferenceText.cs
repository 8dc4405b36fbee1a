using System.Globalization;
using System.Text.RegularExpressions;
using Seaworthy.Seeding;
using Seaworthy.Validation;

namespace Seaworthy.Workforce.Seed;

/// <summary>Fields of the files as they are published: codes that look like numbers, and signs where a number is not known.</summary>
internal static partial class ReferenceText
{
    private const int MostShown = 60;
    private static readonly PlainTextAttribute PlainText = new();

    /// <summary>A text without tags, or the fault that it has too much of it or too little.</summary>
    public static string? Text(IReadOnlyList<string> record, CsvColumns columns, string field, int most, ref string? fault, bool required = true)
    {
        var text = PlainText.Apply(columns.Read(record, field)).Trim();
        if (text.Length == 0 && required)
        {
            fault ??= $"has no {field}";
        }
        else if (text.EnumerateRunes().Count() > most)
        {
            fault ??= $"the {field} has more than {most} characters";
        }

        return text.Length == 0 ? null : text;
    }

    /// <summary>An O*NET-SOC code: <c>11-1011.00</c>. A spreadsheet that has made a number of it has lost it.</summary>
    public static string? Code(IReadOnlyList<string> record, CsvColumns columns, string field, ref string? fault)
    {
        var code = columns.Read(record, field);
        if (!OnetCode().IsMatch(code))
        {
            fault ??= $"the {field} '{Shown(code)}' is not like 11-1011.00";
        }

        return code;
    }

    /// <summary>A whole number; null where the source has none: blank, <c>*</c> (not known) or <c>#</c> (above the top band).</summary>
    public static long? Number(IReadOnlyList<string> record, CsvColumns columns, string field, long least, long most, ref string? fault)
    {
        var text = columns.Read(record, field);
        if (text is "" or "*" or "**" or "#" or "n/a")
        {
            return null;
        }

        if (long.TryParse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        fault ??= string.Create(CultureInfo.InvariantCulture, $"the {field} '{Shown(text)}' is no whole number from {least} to {most}");
        return null;
    }

    /// <summary><c>08/2023</c> as <c>2023-08</c>, which sorts; null where there is none.</summary>
    public static string? Month(IReadOnlyList<string> record, CsvColumns columns, string field, ref string? fault)
    {
        var text = columns.Read(record, field);
        if (text.Length == 0)
        {
            return null;
        }

        if (DateTime.TryParseExact(text, ["MM/yyyy", "yyyy-MM"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var month))
        {
            return month.ToString("yyyy-MM", CultureInfo.InvariantCulture);
        }

        fault ??= $"the {field} '{Shown(text)}' is not like 08/2023";
        return null;
    }

    private static string Shown(string text) => text.Length > MostShown ? text[..MostShown] + "…" : text;

    [GeneratedRegex(@"^[0-9]{2}-[0-9]{4}\.[0-9]{2}$")]
    private static partial Regex OnetCode();
}
