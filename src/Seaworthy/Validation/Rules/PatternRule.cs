using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Seaworthy.Validation.Rules;

/// <summary>
/// [RegularExpression] over the whole text. Runs without backtracking, in time linear to the text; a pattern that needs
/// backtracking (look-around, back references) runs with a timeout instead, and a text that passes it is refused.
/// </summary>
internal sealed class PatternRule(RegularExpressionAttribute attribute) : ValueRule
{
    // Longer than any honest match of one member, short enough that a hostile text costs little.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    private readonly Regex _pattern = Compile($"^(?:{attribute.Pattern})\\z");

    public override string? Fault(JsonElement element, string? text)
    {
        if (text is null or "")
        {
            return null;
        }

        try
        {
            return _pattern.IsMatch(text) ? null : $"must match {attribute.Pattern}";
        }
        catch (RegexMatchTimeoutException)
        {
            return $"must match {attribute.Pattern}";
        }
    }

    private static Regex Compile(string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (NotSupportedException)
        {
            return new Regex(pattern, RegexOptions.CultureInvariant, Patience);
        }
    }
}
