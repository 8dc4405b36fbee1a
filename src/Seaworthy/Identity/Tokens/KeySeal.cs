using System.Security.Cryptography;
using System.Text;

namespace Seaworthy.Identity.Tokens;

/// <summary>Private keys as they stand in a file: AES-GCM by a secret, with the key's id bound to it; plain without a secret.</summary>
internal sealed class KeySeal(string? secret)
{
    private const int Nonce = 12;
    private const int Tag = 16;
    private const string Sealed = "sealed:";
    private readonly byte[]? _key = secret is null ? null : HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), "seaworthy token keys"u8);

    public string Close(string id, byte[] bytes)
    {
        if (_key is null)
        {
            return Convert.ToBase64String(bytes);
        }

        var room = new byte[Nonce + Tag + bytes.Length];
        RandomNumberGenerator.Fill(room.AsSpan(0, Nonce));
        using var aes = new AesGcm(_key, Tag);
        aes.Encrypt(room.AsSpan(0, Nonce), bytes, room.AsSpan(Nonce + Tag), room.AsSpan(Nonce, Tag), Encoding.UTF8.GetBytes(id));
        return Sealed + Convert.ToBase64String(room);
    }

    /// <exception cref="CryptographicException">It was closed with another secret, or changed.</exception>
    public byte[] Open(string id, string text)
    {
        if (!text.StartsWith(Sealed, StringComparison.Ordinal))
        {
            return Convert.FromBase64String(text);
        }

        if (_key is null)
        {
            throw new CryptographicException("It is encrypted, and no secret is set.");
        }

        var room = Convert.FromBase64String(text[Sealed.Length..]);
        var bytes = new byte[room.Length - Nonce - Tag];
        using var aes = new AesGcm(_key, Tag);
        aes.Decrypt(room.AsSpan(0, Nonce), room.AsSpan(Nonce + Tag), room.AsSpan(Nonce, Tag), bytes, Encoding.UTF8.GetBytes(id));
        return bytes;
    }
}
