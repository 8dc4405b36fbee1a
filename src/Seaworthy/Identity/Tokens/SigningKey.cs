using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Seaworthy.Identity.Tokens;

/// <summary>One key of the ring. Immutable; what signs and verifies is taken from a pool, because it is not made for two threads at once.</summary>
internal sealed class SigningKey(string id, DateTimeOffset signsFrom, ECParameters parameters)
{
    private const int Half = 32;
    private readonly ConcurrentBag<ECDsa> _idle = [];

    /// <summary>The <c>kid</c>.</summary>
    public string Id { get; } = id;

    /// <summary>When it begins to sign; it verifies from the moment it is known.</summary>
    public DateTimeOffset SignsFrom { get; } = signsFrom;

    public ECParameters Parameters { get; } = parameters;

    public static SigningKey Create(DateTimeOffset signsFrom)
    {
        using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)), signsFrom, made.ExportParameters(includePrivateParameters: true));
    }

    public byte[] Sign(ReadOnlySpan<byte> data)
    {
        var key = Take();
        var signature = key.SignData(data, HashAlgorithmName.SHA256);
        _idle.Add(key);
        Lower(signature.AsSpan(Half));
        return signature;
    }

    public bool Verifies(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != 2 * Half || IsHigh(signature[Half..]))
        {
            return false;
        }

        var key = Take();
        var verifies = key.VerifyData(data, signature, HashAlgorithmName.SHA256);
        _idle.Add(key);
        return verifies;
    }

    // The order n of P-256. With (r, s) verifies (r, n - s) too: here a signature has the lower s, so that a token has one spelling.
    private static ReadOnlySpan<byte> Order =>
    [
        0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xbc, 0xe6, 0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51,
    ];

    private static ReadOnlySpan<byte> HalfOfOrder =>
    [
        0x7f, 0xff, 0xff, 0xff, 0x80, 0x00, 0x00, 0x00, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xde, 0x73, 0x7d, 0x56, 0xd3, 0x8b, 0xcf, 0x42, 0x79, 0xdc, 0xe5, 0x61, 0x7e, 0x31, 0x92, 0xa8,
    ];

    private static bool IsHigh(ReadOnlySpan<byte> s) => s.SequenceCompareTo(HalfOfOrder) > 0;

    private static void Lower(Span<byte> s)
    {
        if (!IsHigh(s))
        {
            return;
        }

        var borrow = 0;
        for (var n = Half - 1; n >= 0; n--)
        {
            var difference = Order[n] - s[n] - borrow;
            borrow = difference < 0 ? 1 : 0;
            s[n] = (byte)difference;
        }
    }

    private ECDsa Take() => _idle.TryTake(out var idle) ? idle : ECDsa.Create(Parameters);
}
