using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Seaworthy.RateLimiting;

/// <summary>Whom a request is counted for.</summary>
internal sealed class LimitClients(int ipv6Prefix)
{
    /// <summary>The caller; who is not known counts by address.</summary>
    public LimitCaller Of(RequestRecord record, LimitSubject per, KeyedHash hash)
    {
        var name = per switch
        {
            LimitSubject.Subject => record.Caller.Subject,
            LimitSubject.Tenant => record.Caller.Tenant,
            LimitSubject.Key => record.Caller.KeyId,
            _ => null,
        };
        return name is null ? OfAddress(record.Client ?? record.Context.Connection.RemoteIpAddress, ipv6Prefix, hash) : new(hash.Of(name), 0, 0, name);
    }

    /// <summary>An IPv4 address, or the network of an IPv6 one. Callers of a Unix socket have none and are one client.</summary>
    public static LimitCaller OfAddress(IPAddress? address, int ipv6Prefix, KeyedHash hash)
    {
        if (address is null)
        {
            return Of(0, 0, hash);
        }

        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return Of(BinaryPrimitives.ReadUInt32BigEndian(bytes), LimitCaller.Version4, hash);
        }

        var (high, low) = (BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));
        return address.IsIPv4MappedToIPv6
            ? Of(low & uint.MaxValue, LimitCaller.Version4, hash)
            : Of(ipv6Prefix < 64 ? Head(high, ipv6Prefix) : high, ipv6Prefix > 64 ? Head(low, ipv6Prefix - 64) : 0, hash);
    }

    private static LimitCaller Of(ulong high, ulong low, KeyedHash hash) => new(hash.Of(high, low), high, low);

    // A shift by all 64 bits would be none.
    private static ulong Head(ulong word, int bits) => bits == 64 ? word : word & ~(ulong.MaxValue >> bits);
}
