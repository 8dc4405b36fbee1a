using System.Text;

namespace Seaworthy.Validation;

/// <summary>
/// Takes tags out of text (R4), pass by pass, because taking one away can leave another: <c>&lt;scr&lt;b&gt;ipt&gt;</c>.
/// Characters that stay are the caller's own, byte for byte; nothing is decoded.
/// </summary>
internal static class HtmlTags
{
    // Tags within tags make passes, unclosed tags make fresh starts within one. Honest text needs two or three; a text made
    // to need thousands ends at this many times its length and loses its opening brackets instead.
    private const int BudgetPerCharacter = 16;
    private const int LeastBudget = 64 * 1024;

    /// <summary>The text without closed tags of known elements; the same text when it has none.</summary>
    public static string RemoveFrom(string text)
    {
        var budget = Math.Max(LeastBudget, BudgetPerCharacter * (long)text.Length);
        while (text.Contains('<', StringComparison.Ordinal) && text.Contains('>', StringComparison.Ordinal))
        {
            var pass = new HtmlTagSearch(text, budget);
            if (!pass.TryFind(out var cuts))
            {
                return WithoutOpeners(text);
            }

            if (cuts.Count == 0)
            {
                return text;
            }

            text = Without(text, cuts);
            budget = pass.Budget;
        }

        return text;
    }

    /// <summary>True when a tag could start with a <c>&lt;</c> before <paramref name="rest"/>.</summary>
    internal static bool OpensTag(ReadOnlySpan<char> rest) =>
        rest is [var first, ..] && (char.IsAsciiLetter(first) || (first == '/' && rest.Length > 1 && char.IsAsciiLetter(rest[1])));

    private static string Without(string text, IReadOnlyList<Range> cuts)
    {
        var kept = new StringBuilder(text.Length);
        var from = 0;
        foreach (var cut in cuts)
        {
            kept.Append(text, from, cut.Start.Value - from);
            from = cut.End.Value;
        }

        return kept.Append(text, from, text.Length - from).ToString();
    }

    // From the end, so that what moves together is judged too: "<<b" loses both.
    private static string WithoutOpeners(string text)
    {
        var kept = new char[text.Length];
        var at = kept.Length;
        for (var i = text.Length - 1; i >= 0; i--)
        {
            if (text[i] != '<' || !OpensTag(kept.AsSpan(at)))
            {
                kept[--at] = text[i];
            }
        }

        return new string(kept, at, kept.Length - at);
    }
}
