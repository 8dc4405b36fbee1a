using System.Text;
using System.Text.Json;

namespace Seaworthy.Validation.Contracts;

/// <summary>A member with [Money]: a decimal number, read digit by digit.</summary>
internal sealed class MoneyContract(MoneyAttribute money) : BodyContract
{
    public override void Check(JsonElement element, BodyWalk walk)
    {
        if (element.ValueKind != JsonValueKind.Number)
        {
            walk.Fault($"must be a number such as 12.50, is {Words(element)}");
            return;
        }

        var text = element.GetRawText();
        var rule = !Money.TryParse(Encoding.ASCII.GetBytes(text), out var minor)
                ? IsLarge(text) ? AtMost : $"must have at most {Money.Decimals} decimals"
            : minor <= 0 ? "must be more than 0"
            : !money.IsValid(minor) ? AtMost
            : null;
        if (rule is not null)
        {
            walk.Fault($"{rule}, is {Shown.Cut(text)}");
        }
    }

    private string AtMost => $"must be at most {money.Maximum}";

    private bool IsLarge(string text) => double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var about) && about > money.Maximum;
}
