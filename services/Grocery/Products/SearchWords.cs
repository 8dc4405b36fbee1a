using System.Globalization;

namespace Seaworthy.Grocery.Products;

/// <summary>Cuts names and searches into words: runs of letters, marks and digits of any script, in lower case.</summary>
internal static class SearchWords
{
    public const int MostCharacters = 50;
    private const int MostWords = 20;

    public static IReadOnlyList<string> Of(string text)
    {
        var words = new List<string>();
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var isInside = i < text.Length && IsPartOfWord(text[i]);
            if (isInside && start < 0)
            {
                start = i;
            }
            else if (!isInside && start >= 0)
            {
                Add(words, text[start..i]);
                start = -1;
            }
        }

        return words;
    }

    private static bool IsPartOfWord(char c) => char.IsLetterOrDigit(c) || char.IsSurrogate(c)
        || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static void Add(List<string> words, string word)
    {
        var lower = word.ToLowerInvariant();
        var key = Cut(lower);
        if (words.Count < MostWords && !words.Contains(key))
        {
            words.Add(key);
        }
    }

    // Half of a surrogate pair is no text: PostgreSQL refuses it.
    private static string Cut(string word) =>
        word.Length <= MostCharacters ? word : word[..(char.IsHighSurrogate(word[MostCharacters - 1]) ? MostCharacters - 1 : MostCharacters)];
}
