using System.Buffers.Text;

namespace Seaworthy.Identity.Tokens;

/// <summary>
/// Base64url in the one spelling that a value has: no padding, no blanks, and no bits behind the last byte. Otherwise one token would have many
/// texts.
/// </summary>
internal static class StrictBase64Url
{
    private const int None = -1;

    /// <summary>Bytes of <paramref name="text"/>; null when it is not written like that.</summary>
    public static byte[]? Decode(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text.Length % 4 == 1)
        {
            return null;
        }

        foreach (var c in text)
        {
            if (Value(c) == None)
            {
                return null;
            }
        }

        var spare = (text.Length % 4) switch { 2 => 0b1111, 3 => 0b11, _ => 0 };
        return (Value(text[^1]) & spare) == 0 ? Base64Url.DecodeFromChars(text) : null;
    }

    private static int Value(char c) => c switch
    {
        >= 'A' and <= 'Z' => c - 'A',
        >= 'a' and <= 'z' => c - 'a' + 26,
        >= '0' and <= '9' => c - '0' + 52,
        '-' => 62,
        '_' => 63,
        _ => None,
    };
}
