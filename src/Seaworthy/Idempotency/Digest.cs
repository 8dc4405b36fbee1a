using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Seaworthy.Idempotency;

/// <summary>A SHA-256 as a value: what keys are looked up by and requests are compared by. No key is kept, or logged, as it was sent.</summary>
internal readonly record struct Digest(ulong First, ulong Second, ulong Third, ulong Fourth)
{
    public const int Bytes = SHA256.HashSizeInBytes;

    public static Digest Of(ReadOnlySpan<byte> hash)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(hash);
        return new(words[0], words[1], words[2], words[3]);
    }

    public byte[] ToArray()
    {
        var bytes = new byte[Bytes];
        ReadOnlySpan<ulong> words = [First, Second, Third, Fourth];
        MemoryMarshal.AsBytes(words).CopyTo(bytes);
        return bytes;
    }

    /// <summary>Enough of it to find one key's lines in a log.</summary>
    public override string ToString() => Convert.ToHexStringLower(ToArray().AsSpan(0, 6));
}
