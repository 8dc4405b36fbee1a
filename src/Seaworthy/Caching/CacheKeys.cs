using System.Security.Cryptography;
using System.Text;

namespace Seaworthy.Caching;

/// <summary>Keys as the data cache keeps them: in their scope, and long ones as a hash (R37), so that a key's length is bounded.</summary>
internal static class CacheKeys
{
    public const int MostChars = 250;

    public static string Of(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return CacheScope.Of(key.Length <= MostChars ? key : Hash(key));
    }

    // The entity stays in front: lifetimes and counts go by it.
    private static string Hash(string key)
    {
        var entity = TtlTable.EntityOf(key);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        return entity.Length is > 0 and < MostChars / 2 ? $"{entity}:{hash}" : hash;
    }
}
