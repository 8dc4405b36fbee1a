using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;

namespace Seaworthy.Validation.Rules;

/// <summary>[Range] over numbers, compared as decimals, so that no bound is rounded.</summary>
internal sealed class RangeRule(RangeAttribute range, decimal least, decimal most) : ValueRule
{
    /// <summary>Null when the bounds are no numbers; the attribute then judges by itself.</summary>
    public static RangeRule? TryMake(RangeAttribute range) =>
        Bound(range.Minimum) is { } least && Bound(range.Maximum) is { } most ? new RangeRule(range, least, most) : null;

    public override string? Fault(JsonElement element, string? text)
    {
        if (element.ValueKind != JsonValueKind.Number)
        {
            return null;
        }

        // A number that no decimal holds is beyond every bound that a decimal holds, except near zero, where it rounds to it.
        var isIn = element.TryGetDecimal(out var number)
            && (range.MinimumIsExclusive ? number > least : number >= least)
            && (range.MaximumIsExclusive ? number < most : number <= most);
        return isIn ? null : string.Create(CultureInfo.InvariantCulture,
            $"must be {(range.MinimumIsExclusive ? "more than" : "at least")} {least} and {(range.MaximumIsExclusive ? "less than" : "at most")} {most}, is {Shown.Cut(element.GetRawText())}");
    }

    private static decimal? Bound(object bound)
    {
        var text = Convert.ToString(bound, CultureInfo.InvariantCulture);
        return bound is double.MaxValue ? decimal.MaxValue
            : bound is double.MinValue ? decimal.MinValue
            : decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
            : null;
    }
}
