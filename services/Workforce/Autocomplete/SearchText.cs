using System.Globalization;
using System.Text;

namespace Seaworthy.Workforce.Autocomplete;

/// <summary>Texts as they are searched and sorted: small letters without marks, one space between words, no punctuation.</summary>
internal static class SearchText
{
    /// <summary>Longest start and longest search; what comes behind tells nothing apart.</summary>
    public const int MostCharacters = 50;

    private const int MostWords = 20;

    /// <summary>The whole text: <c>José  O'Brien-Smith</c> is <c>jose obrien smith</c>.</summary>
    public static string KeyOf(string text)
    {
        var key = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
            {
                var letter = Rune.ToLowerInvariant(rune);
                key.Append(LatinLetters.Plain(letter) ?? letter.ToString());
            }
            else if (!IsMark(rune) && rune.Value is not '\'' and not '\u2019' && key.Length > 0 && key[^1] != ' ')
            {
                key.Append(' ');
            }
        }

        return key.ToString().TrimEnd();
    }

    /// <summary>The words of a text.</summary>
    public static string[] WordsOf(string text) =>
        [.. KeyOf(text).Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(MostWords).Select(Cut)];

    /// <summary>The text from each of its words on: <c>ann mary smith</c>, <c>mary smith</c>, <c>smith</c>.</summary>
    public static IReadOnlyList<string> StartsOf(string text)
    {
        var key = KeyOf(text);
        var starts = new List<string>();
        for (var at = 0; at >= 0 && at < key.Length && starts.Count < MostWords; at = key.IndexOf(' ', at) is > 0 and var space ? space + 1 : -1)
        {
            var start = Cut(key[at..]);
            if (!starts.Contains(start))
            {
                starts.Add(start);
            }
        }

        return starts;
    }

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    // Half of a surrogate pair is no text: PostgreSQL refuses it.
    public static string Cut(string text) =>
        text.Length <= MostCharacters ? text : text[..(char.IsHighSurrogate(text[MostCharacters - 1]) ? MostCharacters - 1 : MostCharacters)];
}
