namespace Seaworthy.Hosting.Settings;

/// <summary>"Did you mean": the known word that is the fewest edits away.</summary>
internal static class Nearest
{
    /// <summary>The nearest of <paramref name="known"/>; null when none is near enough to be a slip of the fingers.</summary>
    public static string? To(string word, IEnumerable<string> known)
    {
        var bound = Math.Max(2, word.Length / 4);
        return known.Select(candidate => (candidate, distance: Distance(word.ToLowerInvariant(), candidate.ToLowerInvariant())))
            .Where(pair => pair.distance <= bound)
            .OrderBy(pair => pair.distance)
            .Select(pair => pair.candidate)
            .FirstOrDefault();
    }

    /// <summary>The hint as a message ends with it, or nothing.</summary>
    public static string Hint(string word, IEnumerable<string> known) =>
        To(word, known) is { } near ? $", did you mean {near}?" : "";

    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var above = row[j];
                var replaced = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                row[j] = Math.Min(replaced, Math.Min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }

        return row[^1];
    }
}
