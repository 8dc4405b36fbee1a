using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Seaworthy.Identity.ApiKeys;

/// <summary>
/// A key as it is sent: <c>sw_</c>, by which scanners of repositories find one that was published, its id, which is no secret and stands in logs, and
/// 256 random bits.
/// </summary>
internal static class ApiKeyText
{
    public const string Header = "X-Api-Key";
    private const string Prefix = "sw_";
    private const int IdChars = 12;
    private const int SecretBytes = 32;
    private const int SecretChars = 43;
    private const int Chars = IdChars + SecretChars + 4;
    private const string Letters = "abcdefghijklmnopqrstuvwxyz234567";
    private static readonly SearchValues<char> LettersOfIds = SearchValues.Create(Letters);

    /// <summary>A new id, which no other key has.</summary>
    public static string NewId() => RandomNumberGenerator.GetString(Letters, IdChars);

    /// <summary>A new key of an id, and what is kept of its secret.</summary>
    public static (string Text, byte[] Hash) New(string id)
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        return ($"{Prefix}{id}_{secret}", HashOf(secret));
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

        (id, hash) = (text.Substring(Prefix.Length, IdChars), HashOf(text[^SecretChars..]));
        return true;
    }

    // Random bits need no slow hash: there is nothing to guess.
    private static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
