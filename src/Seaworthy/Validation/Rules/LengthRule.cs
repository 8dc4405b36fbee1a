using System.Globalization;
using System.Text.Json;

namespace Seaworthy.Validation.Rules;

/// <summary>
/// Length of a text in Unicode code points (an emoji counts one, not two as in .NET's <c>Length</c>), or of a list or a dictionary in entries.
/// </summary>
internal sealed class LengthRule(int least, int most) : ValueRule
{
    public override string? Fault(JsonElement element, string? text)
    {
        var (length, unit) = text is not null ? (CodePoints(text), "character")
            : element.ValueKind == JsonValueKind.Array ? (element.GetArrayLength(), "entry")
            : element.ValueKind == JsonValueKind.Object ? (element.GetPropertyCount(), "entry")
            : (least, "");
        return length > most ? Words("at most", most, unit, length)
            : length < least ? Words("at least", least, unit, length)
            : null;
    }

    private static int CodePoints(string text)
    {
        var count = text.Length;
        foreach (var character in text)
        {
            if (char.IsLowSurrogate(character))
            {
                count--;
            }
        }

        return count;
    }

    private static string Words(string bound, int limit, string unit, int length)
    {
        var units = limit == 1 ? unit : unit == "entry" ? "entries" : "characters";
        var verb = unit == "entry" ? "have" : "be";
        return string.Create(CultureInfo.InvariantCulture, $"must {verb} {bound} {limit} {units}, has {length}");
    }
}

/// <summary>[Required] on a text: not empty and not only spaces. What is missing has no length, form or characters to judge.</summary>
internal sealed class NotBlankRule : ValueRule
{
    public override bool IsDecisive => true;

    public override string? Fault(JsonElement element, string? text) => text is not null && string.IsNullOrWhiteSpace(text) ? "must not be blank" : null;
}
