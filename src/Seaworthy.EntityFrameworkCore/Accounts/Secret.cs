using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Seaworthy.EntityFrameworkCore.Accounts;

/// <summary>256 random bits that are given away once; the database knows their hash.</summary>
internal static class Secret
{
    private const int Bytes = 32;

    public static byte[] NewKey() => RandomNumberGenerator.GetBytes(Bytes);

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    public static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    /// <summary>The one that follows: only with the key, and only out of the secret itself.</summary>
    public static string After(string secret, byte[] key) => Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(secret)));
}
