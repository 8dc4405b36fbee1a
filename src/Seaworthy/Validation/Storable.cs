using System.Text;

namespace Seaworthy.Validation;

/// <summary>Text of somebody else that is to be kept, an error's for example: without what PostgreSQL does not take (NUL, half a character), and cut between two characters.</summary>
internal static class Storable
{
    public static string Of(string text, int longest)
    {
        var kept = new StringBuilder(Math.Min(text.Length, longest));
        foreach (var rune in text.EnumerateRunes())
        {
            if (kept.Length + rune.Utf16SequenceLength > longest)
            {
                break;
            }

            kept.Append((rune.Value == 0 ? Rune.ReplacementChar : rune).ToString());
        }

        return kept.ToString();
    }
}
