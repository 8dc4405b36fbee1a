using System.Security.Cryptography;
using System.Text;

namespace Seaworthy.Identity.Tokens;

/// <summary>Private keys as they are kept: AES-GCM by a secret, with the key's id bound to it; plain without a secret.</summary>
internal sealed class KeySeal(string? secret)
{
    private const int Nonce = 12;
    private const int Tag = 16;
    private const string Sealed = "sealed:";
    private readonly byte[]? _key = secret is null ? null : HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), "seaworthy token keys"u8);

    public SealedKey Close(SigningKey key)
    {
        using var made = ECDsa.Create(key.Parameters);
        return new(key.Id, key.SignsFrom, Close(key.Id, made.ExportPkcs8PrivateKey()));
    }

    /// <exception cref="CryptographicException">It was closed with another secret, or changed.</exception>
    public SigningKey Open(SealedKey key)
    {
        using var made = ECDsa.Create();
        made.ImportPkcs8PrivateKey(Open(key.Id, key.Key), out _);
        return new(key.Id, key.SignsFrom, made.ExportParameters(includePrivateParameters: true));
    }

    private string Close(string id, byte[] bytes)
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

    private byte[] Open(string id, string text)
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
        if (room.Length < Nonce + Tag)
        {
            throw new CryptographicException("It is cut off.");
        }

        var bytes = new byte[room.Length - Nonce - Tag];
        using var aes = new AesGcm(_key, Tag);
        aes.Decrypt(room.AsSpan(0, Nonce), room.AsSpan(Nonce + Tag), room.AsSpan(Nonce, Tag), bytes, Encoding.UTF8.GetBytes(id));
        return bytes;
    }
}
