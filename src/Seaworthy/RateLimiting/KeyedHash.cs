using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Seaworthy.RateLimiting;

/// <summary>
/// 128 bits of a client, with keys that no other process has: who does not know them cannot choose clients that collide.
/// </summary>
internal sealed class KeyedHash
{
    private const int Keys = 6;
    private readonly ulong _first0;
    private readonly ulong _first1;
    private readonly ulong _second0;
    private readonly ulong _second1;
    private readonly SipHash _text;

    private KeyedHash(ReadOnlySpan<ulong> keys)
    {
        (_first0, _second0, _first1, _second1) = (keys[0], keys[1], keys[2], keys[3]);
        _text = new SipHash(keys[4], keys[5]);
    }

    public static KeyedHash Random()
    {
        Span<ulong> keys = stackalloc ulong[Keys];
        RandomNumberGenerator.Fill(MemoryMarshal.AsBytes(keys));
        return new(keys);
    }

    /// <summary>
    /// Of sixteen bytes, an address: the sum-and-multiply of UMAC (NH, RFC 4418), twice, each with keys of its own. It runs for
    /// every request, so it is made of two multiplications.
    /// </summary>
    public LimitId Of(ulong first, ulong second) =>
        new(Mixed(Math.BigMul(first + _first0, second + _second0, out var low), low), Mixed(Math.BigMul(first + _first1, second + _second1, out low), low));

    public LimitId Of(ReadOnlySpan<char> text) => _text.Of(text);

    // Neighbouring addresses have products at even distances: buckets must not see that.
    private static ulong Mixed(ulong high, ulong low)
    {
        var word = (high ^ low) * 0x9E37_79B9_7F4A_7C15;
        return word ^ (word >> 32);
    }
}
