using System.Text;

namespace Seaworthy.Mail;

/// <summary>Text of any script as short lines of ASCII, of which people still read the most (RFC 2045, 6.7).</summary>
internal static class QuotedPrintable
{
    private const int LongestLine = 75; // 76 with the = that ends a line which goes on

    /// <summary>Whether a text must be written so: a server need not take other than ASCII, and no line of more than 998.</summary>
    public static bool Needs(string text) =>
        !Ascii.IsValid(text) || text.Any(c => char.IsControl(c) && c is not ('\r' or '\n' or '\t')) || text.Split('\n').Any(line => line.Length > 990);

    public static string Encode(string text)
    {
        var written = new StringBuilder(text.Length + (text.Length / 8));
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            Append(written, Encoding.UTF8.GetBytes(lines[i]));
            written.Append(i < lines.Length - 1 ? "\r\n" : "");
        }

        return written.ToString();
    }

    private static void Append(StringBuilder written, byte[] line)
    {
        var column = 0;
        for (var i = 0; i < line.Length; i++)
        {
            // A space that ends a line may be lost on the way.
            var isPlain = line[i] is > (byte)' ' and <= (byte)'~' and not (byte)'=' || (line[i] is (byte)' ' or (byte)'\t' && i < line.Length - 1);
            var width = isPlain ? 1 : 3;
            if (column + width > LongestLine)
            {
                written.Append("=\r\n");
                column = 0;
            }

            _ = isPlain ? written.Append((char)line[i]) : written.Append('=').Append(Convert.ToHexString(line, i, 1));
            column += width;
        }
    }
}
