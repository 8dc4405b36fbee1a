using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Seaworthy.EntityFrameworkCore.Accounts;

/// <summary>The refresh tokens of a session, each out of the one before: two who use one at the same moment are given the same successor.</summary>
internal static class RefreshChain
{
    private const int KeyBytes = 32;

    /// <summary>The key of a new session's.</summary>
    public static byte[] NewKey() => RandomNumberGenerator.GetBytes(KeyBytes);

    /// <summary>The one that follows: only with the key, and only out of the secret itself.</summary>
    public static string After(string secret, byte[] key) => Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(secret)));
}
