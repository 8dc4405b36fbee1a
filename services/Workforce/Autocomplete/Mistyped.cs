namespace Seaworthy.Workforce.Autocomplete;

/// <summary>How many letters have to be changed, added, left out or swapped until a word begins as typed.</summary>
internal static class Mistyped
{
    /// <summary>The words that are near enough, the nearest first, then the shortest.</summary>
    public static IReadOnlyList<string> Nearest(string typed, IEnumerable<string> words, int most)
    {
        var allowed = typed.Length < 8 ? 1 : 2;
        return
        [
            .. words.Select(word => (Word: word, Steps: Steps(typed, word))).Where(found => found.Steps <= allowed)
                .OrderBy(found => found.Steps).ThenBy(found => found.Word.Length).ThenBy(found => found.Word, StringComparer.Ordinal)
                .Take(most).Select(found => found.Word),
        ];
    }

    /// <summary>The fewest steps from <paramref name="typed"/> to any beginning of <paramref name="word"/>.</summary>
    public static int Steps(string typed, string word)
    {
        // Optimal string alignment, one row of the table for each letter typed; the two rows before are needed for swaps.
        Span<int> before = stackalloc int[SearchText.MostCharacters + 2];
        Span<int> last = stackalloc int[SearchText.MostCharacters + 2];
        Span<int> now = stackalloc int[SearchText.MostCharacters + 2];
        var length = Math.Min(word.Length, SearchText.MostCharacters);
        for (var j = 0; j <= length; j++)
        {
            last[j] = j;
        }

        for (var i = 1; i <= typed.Length; i++)
        {
            now[0] = i;
            for (var j = 1; j <= length; j++)
            {
                var change = last[j - 1] + (typed[i - 1] == word[j - 1] ? 0 : 1);
                now[j] = Math.Min(change, Math.Min(last[j], now[j - 1]) + 1);
                if (i > 1 && j > 1 && typed[i - 1] == word[j - 2] && typed[i - 2] == word[j - 1])
                {
                    now[j] = Math.Min(now[j], before[j - 2] + 1);
                }
            }

            last.CopyTo(before);
            now.CopyTo(last);
        }

        var least = last[0];
        for (var j = 1; j <= length; j++)
        {
            least = Math.Min(least, last[j]);
        }

        return least;
    }
}
