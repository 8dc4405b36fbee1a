using System.Text;

namespace Seaworthy.Mail;

/// <summary>Text of any script in a header, which holds ASCII (RFC 2047). What would end a line is left out: it would be a header more.</summary>
internal static class EncodedWord
{
    // 45 bytes are 60 letters of base 64, and with what stands around them 72 of the 75 that a word may have.
    private const int BytesInWord = 45;
    private const int LongestAsItIs = 900; // of the 998 that a line may have

    /// <summary>Text without structure, such as a subject.</summary>
    public static string Text(string text)
    {
        var line = OneLine(text);
        return Ascii.IsValid(line) && line.Length <= LongestAsItIs && !line.Contains("=?", StringComparison.Ordinal) ? line : Encoded(line);
    }

    /// <summary>A name before an address.</summary>
    public static string Phrase(string text)
    {
        var line = OneLine(text);
        return Ascii.IsValid(line) && line.Length <= LongestAsItIs && !line.Contains("=?", StringComparison.Ordinal)
            ? $"\"{line.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\""
            : Encoded(line);
    }

    private static string OneLine(string text) => string.Concat(text.Where(c => !char.IsControl(c)));

    private static string Encoded(string line)
    {
        var words = new List<string>();
        Span<byte> rune = stackalloc byte[4];
        var word = new List<byte>(BytesInWord);
        foreach (var letter in line.EnumerateRunes())
        {
            var count = letter.EncodeToUtf8(rune);
            if (word.Count + count > BytesInWord)
            {
                End();
            }

            word.AddRange(rune[..count]);
        }

        End();
        return string.Join("\r\n ", words);

        void End()
        {
            words.Add($"=?utf-8?B?{Convert.ToBase64String([.. word])}?=");
            word.Clear();
        }
    }
}
