using System.Globalization;

namespace Seaworthy.EntityFrameworkCore.Lists;

/// <summary>Reads a filter's value from a query string.</summary>
/// <param name="Type">Its CLR type.</param>
/// <param name="Rule">What is allowed, as the end of "must be …".</param>
/// <param name="Parse">The value, or null when the text breaks the rule.</param>
public sealed record FilterValue(Type Type, string Rule, Func<string, object?> Parse)
{
    /// <summary>Longest text that a filter takes.</summary>
    public const int MostCharacters = 100;

    /// <summary>The JSON type, for the OpenAPI document.</summary>
    public string JsonType { get; init; } =
        Type == typeof(bool) ? "boolean" : Type == typeof(string) ? "string" : "integer";

    /// <summary>A positive whole number.</summary>
    public static FilterValue Id { get; } = new(typeof(long), "a whole number from 1", text =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0 ? id : null);

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public static FilterValue Flag { get; } = new(typeof(bool), "true or false", text =>
        text is "true" or "True" or "1" ? true : text is "false" or "False" or "0" ? false : null);

    /// <summary>An amount of money; compared in minor units.</summary>
    public static FilterValue Money { get; } = new(typeof(long), "an amount such as 4.99, at most 999999", text =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            && amount <= 999_999 && decimal.Round(amount, 2) == amount
            ? (long)(amount * 100)
            : null) { JsonType = "number" };

    /// <summary>Words of at most 100 characters.</summary>
    public static FilterValue Text { get; } = new(typeof(string), "1 to 100 characters", text =>
        text.Length is > 0 and <= MostCharacters && !text.Contains('\0', StringComparison.Ordinal) ? text : null);
}
