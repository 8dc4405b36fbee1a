namespace Seaworthy.Workforce.Autocomplete;

/// <summary>
/// The ways to write a word's beginning with one letter left out. A word and a mistyped one share such a way when one letter is
/// wrong, missing, too many, or changed places with the next: finding it is a few look-ups of an index, however many words there are.
/// </summary>
internal static class MistypedKeys
{
    /// <summary>Shorter words are too like each other.</summary>
    public const int LeastLetters = 4;

    private const int FewLetters = 4;
    private const int ManyLetters = 6;

    /// <summary>All keys under which a word is stored: those of its first 4 letters, and those of its first 6.</summary>
    public static IReadOnlyCollection<string> Of(string word) =>
        word.Length < LeastLetters ? [] : [.. Left(word, FewLetters).Concat(Left(word, ManyLetters)).Distinct()];

    /// <summary>The keys by which a typed word is looked for: who has typed more is compared by more.</summary>
    public static IReadOnlyList<string> ToFind(string typed) =>
        typed.Length < LeastLetters ? [] : [.. Left(typed, typed.Length < ManyLetters ? FewLetters : ManyLetters).Distinct()];

    private static IEnumerable<string> Left(string word, int letters)
    {
        var start = word[..Math.Min(letters, word.Length)];
        return Enumerable.Range(0, start.Length).Where(i => !char.IsSurrogate(start[i])).Select(i => start.Remove(i, 1)).Prepend(WholeLetters(start));
    }

    // Half of a surrogate pair is no text: PostgreSQL refuses it.
    private static string WholeLetters(string text) => char.IsHighSurrogate(text[^1]) ? text[..^1] : text;
}
