using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Seaworthy.Identity.ApiKeys;

/// <summary>
/// A key as it is sent: <c>sw_</c>, by which scanners of repositories find one that was published, its id, which is no secret and stands in logs, and
/// its <see cref="OpaqueSecret"/>.
/// </summary>
internal static class ApiKeyText
{
    public const string Header = "X-Api-Key";
    private const string Prefix = "sw_";
    private const int IdChars = 12;
    private const int Chars = IdChars + OpaqueSecret.Chars + 4;
    private const string Letters = "abcdefghijklmnopqrstuvwxyz234567";
    private static readonly SearchValues<char> LettersOfIds = SearchValues.Create(Letters);

    /// <summary>A new id, which no other key has.</summary>
    public static string NewId() => RandomNumberGenerator.GetString(Letters, IdChars);

    /// <summary>A new key of an id, and what is kept of its secret.</summary>
    public static (string Text, byte[] Hash) New(string id)
    {
        var secret = OpaqueSecret.New();
        return ($"{Prefix}{id}_{secret}", OpaqueSecret.HashOf(secret));
    }

    /// <summary>The id of a key and the hash of its secret; false for what is no key at all.</summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out string? id, [NotNullWhen(true)] out byte[]? hash)
    {
        (id, hash) = (null, null);
        if (text.Length != Chars || !text.StartsWith(Prefix, StringComparison.Ordinal) || text[Prefix.Length + IdChars] != '_'
            || text.AsSpan(Prefix.Length, IdChars).ContainsAnyExcept(LettersOfIds))
        {
            return false;
        }

        (id, hash) = (text.Substring(Prefix.Length, IdChars), OpaqueSecret.HashOf(text[^OpaqueSecret.Chars..]));
        return true;
    }
}
