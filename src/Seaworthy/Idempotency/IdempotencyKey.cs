using System.Text;
using Microsoft.Extensions.Primitives;

namespace Seaworthy.Idempotency;

/// <summary>
/// Reads the header: 1 to 255 visible ASCII characters, bare as most clients send them or as a quoted String of RFC 9651. Both
/// forms of one text are one key.
/// </summary>
internal static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";
    public const string ReplayedHeader = "Idempotency-Replayed";
    public const int MostCharacters = 255;
    private const string Rule = "must be 1 to 255 visible ASCII characters, best a UUID";

    /// <summary>The key, or null with what is wrong with it.</summary>
    public static string? Read(StringValues said, out string? fault)
    {
        fault = null;
        if (said is not [{ } text])
        {
            fault = $"must be sent once, came {said.Count} times";
            return null;
        }

        var key = text.StartsWith('"') ? Unquoted(text) : text;
        if (key is null)
        {
            fault = "begins with a quotation mark and is no String of RFC 9651: close it, and escape only \\ and \" inside";
            return null;
        }

        if (key.Length is 0 or > MostCharacters || !key.All(c => c is > ' ' and <= '~'))
        {
            fault = key.Length > MostCharacters ? $"{Rule}, has {key.Length}" : Rule;
            return null;
        }

        return key;
    }

    private static string? Unquoted(string text)
    {
        var key = new StringBuilder(text.Length);
        for (var i = 1; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '"':
                    return i == text.Length - 1 ? key.ToString() : null;
                case '\\' when i + 1 < text.Length && text[i + 1] is '"' or '\\':
                    i++;
                    break;
                case '\\':
                    return null;
            }

            key.Append(text[i]);
        }

        return null;
    }
}
