using System.Buffers;

namespace Seaworthy.Leaks;

/// <summary>What secrets look like, whatever they are called: each by bytes that hardly anything else has, and a closer look behind them.</summary>
internal static class SecretShapes
{
    // With the backslash: JSON may write + as \u002B.
    private static readonly SearchValues<byte> Base64 = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=-_\\"u8);

    // What stands before the first byte of a secret and belongs to it, so that none begins there. '=' ends what was before; in addresses '/' does.
    private static readonly SearchValues<byte> Inside = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_\\"u8);
    private static readonly SearchValues<byte> Word = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"u8);
    private static readonly SearchValues<byte> Crypt = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789./$,=+-\\"u8);
    private static readonly SearchValues<byte> UserInfo = SearchValues.Create("/\"' \\<>?#@"u8);
    private static readonly SearchValues<byte> PairEnd = SearchValues.Create(";\"'& \\<>"u8);

    /// <summary>One shape.</summary>
    /// <param name="Name">As metrics and logs say it.</param>
    /// <param name="Mark">The bytes that are searched for.</param>
    /// <param name="Measure">How long the secret is and where it begins, from where the mark was found; 0 for something else.</param>
    internal sealed record Shape(string Name, byte[] Mark, Measure Measure);

    internal delegate int Measure(ReadOnlySpan<byte> text, int at, out int start);

    public static IReadOnlyList<Shape> All { get; } =
    [
        new("password_hash", "$2"u8.ToArray(), Bcrypt),
        new("password_hash", "$argon2"u8.ToArray(), Run(Crypt, Inside, least: 30)),
        new("password_hash", "$6$"u8.ToArray(), Run(Crypt, Inside, least: 30)),
        new("password_hash", "AQAAAA"u8.ToArray(), Run(Base64, Inside, least: 64)),
        new("jwt", "eyJ"u8.ToArray(), Jwt),
        new("private_key", "PRIVATE KEY-----"u8.ToArray(), Pem),
        new("connection_string", "://"u8.ToArray(), Credentials),
        new("connection_string", "assword="u8.ToArray(), Pair),
        new("api_key", "sw_"u8.ToArray(), OwnKey),
        new("api_key", "AKIA"u8.ToArray(), Run(Base64, Word, least: 20, most: 20)),
        new("api_key", "ghp_"u8.ToArray(), Run(Base64, Word, least: 36)),
        new("api_key", "xoxb-"u8.ToArray(), Run(Base64, Word, least: 24)),
        new("api_key", "sk_live_"u8.ToArray(), Run(Base64, Word, least: 24)),
    ];

    /// <summary>How many digits of a payment card stand here; 0 when they are none. Blanks and hyphens between them count along.</summary>
    public static int Card(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || text[0] is < (byte)'3' or > (byte)'6')
        {
            return 0;
        }

        var (digits, sum, length) = (0, 0, 0);
        Span<byte> all = stackalloc byte[16];
        for (; length < text.Length && (char.IsAsciiDigit((char)text[length]) || text[length] is (byte)' ' or (byte)'-'); length++)
        {
            if (text[length] >= '0')
            {
                if (digits == all.Length)
                {
                    return 0;
                }

                all[digits++] = (byte)(text[length] - '0');
            }
        }

        for (var i = 0; i < digits; i++)
        {
            var doubled = all[digits - 1 - i] << (i & 1);
            sum += doubled > 9 ? doubled - 9 : doubled;
        }

        return digits is 15 or 16 && sum % 10 == 0 && length < text.Length && text[length] == '"' ? length : 0;
    }

    private static int Bcrypt(ReadOnlySpan<byte> text, int at, out int start)
    {
        start = at;
        var hash = text[at..];
        return hash.Length >= 60 && hash[2] is (byte)'a' or (byte)'b' or (byte)'x' or (byte)'y' && hash[3] == '$' && hash[6] == '$'
            && LengthOf(hash[7..60], Crypt) == 53 ? 60 : 0;
    }

    private static int Jwt(ReadOnlySpan<byte> text, int at, out int start)
    {
        start = at;
        var token = text[at..];
        var header = LengthOf(token, Base64);
        if ((at > 0 && Word.Contains(text[at - 1])) || header < 16 || !token[header..].StartsWith(".eyJ"u8))
        {
            return 0;
        }

        var payload = header + 1 + LengthOf(token[(header + 1)..], Base64);
        return payload < token.Length && token[payload] == '.' && LengthOf(token[(payload + 1)..], Base64) is >= 20 and var signature ? payload + 1 + signature : 0;
    }

    private static int Pem(ReadOnlySpan<byte> text, int at, out int start)
    {
        start = text[..at].LastIndexOf("-----BEGIN"u8);
        if (start < 0 || at - start > 40)
        {
            return 0;
        }

        var end = text[at..].IndexOf("-----END"u8);
        return (end < 0 ? text.Length : at + end) - start;
    }

    private static int Credentials(ReadOnlySpan<byte> text, int at, out int start)
    {
        var info = text[(at + 3)..];
        var end = info.IndexOfAny(UserInfo);
        var colon = end > 0 ? info[..end].IndexOf((byte)':') : -1;
        start = at + 3 + colon + 1;
        return end > 0 && info[end] == '@' && colon >= 0 ? end - colon - 1 : 0;
    }

    private static int Pair(ReadOnlySpan<byte> text, int at, out int start)
    {
        start = at + "assword=".Length;
        var end = text[start..].IndexOfAny(PairEnd);
        return end < 0 ? text.Length - start : end;
    }

    private static int OwnKey(ReadOnlySpan<byte> text, int at, out int start)
    {
        start = at;
        return text.Length >= at + 59 && text[at + 15] == '_' && LengthOf(text[at..(at + 59)], Base64) == 59 ? 59 : 0;
    }

    private static Measure Run(SearchValues<byte> letters, SearchValues<byte> before, int least, int most = 1024) => (text, at, out start) =>
    {
        start = at;
        var length = LengthOf(text[at..], letters);
        return length >= least && length <= most && (at == 0 || !before.Contains(text[at - 1])) ? length : 0;
    };

    private static int LengthOf(ReadOnlySpan<byte> text, SearchValues<byte> letters) =>
        text.IndexOfAnyExcept(letters) is >= 0 and var end ? end : text.Length;
}
