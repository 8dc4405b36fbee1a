using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Seaworthy.Identity;

/// <summary>
/// 256 random bits as text, which are given away once and of which a hash is kept: keys of programs, refresh tokens, links in mails, codes on tables.
/// </summary>
public static class OpaqueSecret
{
    /// <summary>How long each is: 43 letters, digits, hyphens and underscores.</summary>
    public const int Chars = 43;

    private const int Bytes = 32;

    /// <summary>A new one.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>What is kept of one: its SHA-256. It needs no salt and no slow hash, for there is no word that somebody could try.</summary>
    /// <param name="secret">As it was sent.</param>
    public static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
