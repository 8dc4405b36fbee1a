using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Seaworthy.RateLimiting;

/// <summary>
/// The key of a client under a limit, the same in every process: <c>limit:grocery:orders:10/60:=ada@example.com</c>, or
/// <c>@</c> before an address. The numbers are in it, so that a limit with other ones begins anew for everybody.
/// </summary>
internal static class LimitKey
{
    // Longer names are hashed: callers may choose them.
    private const int MostName = 128;
    private const int MostCaller = 1 + MostName;

    public static int MostBytes(LimitPolicy policy) => policy.Key.Length + MostCaller;

    /// <summary>Writes it; the answer is its length.</summary>
    public static int Write(Span<byte> room, in LimitDecision.Line line)
    {
        var prefix = line.Charge.Policy.Key.Span;
        prefix.CopyTo(room);
        var caller = room[prefix.Length..];
        return prefix.Length + (line.Name is { } name ? WriteName(caller, name) : WriteAddress(caller, line.High, line.Low));
    }

    private static int WriteName(Span<byte> room, string name)
    {
        room[0] = (byte)'=';
        if (name.Length <= MostName && Encoding.UTF8.TryGetBytes(name, room[1..MostCaller], out var written))
        {
            return 1 + written;
        }

        room[0] = (byte)'#';
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(name), hash);
        Convert.TryToHexStringLower(hash, room[1..], out written);
        return 1 + written;
    }

    private static int WriteAddress(Span<byte> room, ulong high, ulong low)
    {
        room[0] = (byte)'@';
        return low == LimitCaller.Version4 && high <= uint.MaxValue ? WriteVersion4(room, (uint)high) : WriteHex(room, high, low);
    }

    private static int WriteVersion4(Span<byte> room, uint address)
    {
        var at = 1;
        for (var shift = 24; shift >= 0; shift -= 8)
        {
            Utf8Formatter.TryFormat((byte)(address >> shift), room[at..], out var digits);
            at += digits;
            room[at] = (byte)'.';
            at += shift > 0 ? 1 : 0;
        }

        return at;
    }

    // The digits of an IPv6 network without its colons.
    private static int WriteHex(Span<byte> room, ulong high, ulong low)
    {
        const int Digits = 16;
        var format = new System.Buffers.StandardFormat('x', Digits);
        Utf8Formatter.TryFormat(high, room[1..], out _, format);
        Utf8Formatter.TryFormat(low, room[(1 + Digits)..], out _, format);
        return 1 + (2 * Digits);
    }
}
