using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Seaworthy.Client;

/// <summary>Addresses and networks as settings and proxies write them.</summary>
internal static class Networks
{
    private const int MappedBits = 96;

    private static readonly IPNetwork[] Private =
        [.. new[] { "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "fc00::/7", "::1/128" }.Select(IPNetwork.Parse)];

    /// <summary>An address, or a network in CIDR form; null when it is neither.</summary>
    public static IPNetwork? TryParse(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128)
        : null;

    public static IPNetwork Parse(string text) =>
        TryParse(text) ?? throw new FormatException($"'{text}' is no IP address and no network such as 10.0.0.0/8");

    /// <summary>
    /// What a network or an address that somebody wrote must be; null where it is what it seems. <c>010.0.0.1</c> is not: it is read as 8.0.0.1.
    /// </summary>
    public static string? Fault(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (!IPAddress.TryParse(slash < 0 ? text : text[..slash], out var address)
            || (slash >= 0 && (!int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var bits) || bits > BitsOf(address))))
        {
            return "must be an IP address or a network such as 10.0.0.0/8";
        }

        bits = slash < 0 ? BitsOf(address) : int.Parse(text.AsSpan(slash + 1), CultureInfo.InvariantCulture);
        if (address.IsIPv4MappedToIPv6)
        {
            return slash < 0 ? $"is an IPv4 address inside IPv6: write {address.MapToIPv4()}" : $"is an IPv4 network inside IPv6: write {address.MapToIPv4()}/{Math.Max(0, bits - MappedBits)}";
        }

        return address.AddressFamily == AddressFamily.InterNetwork && address.ToString() != (slash < 0 ? text : text[..slash]) ? $"is read as {address}: write that"
            : Head(address, bits) is var head && !head.Equals(address) ? $"has bits beyond its /{bits}: write {head}/{bits}"
            : null;
    }

    /// <summary>IPv4 addresses inside IPv6 become IPv4, so that one caller has one address.</summary>
    public static IPAddress? Plain(IPAddress? address) => address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;

    public static bool IsPrivate(IPAddress address) => Private.Any(network => network.Contains(address));

    /// <summary>An address with or without a port: <c>10.0.0.1</c>, <c>10.0.0.1:80</c>, <c>[::1]:80</c>.</summary>
    public static bool TryParseAddress(ReadOnlySpan<char> text, out IPAddress address)
    {
        if (text.Length > 0 && (IPAddress.TryParse(text, out var parsed) || (IPEndPoint.TryParse(text, out var end) && (parsed = end.Address) is not null)))
        {
            address = Plain(parsed)!;
            return true;
        }

        address = IPAddress.None;
        return false;
    }

    private static int BitsOf(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;

    private static IPAddress Head(IPAddress address, int bits)
    {
        var bytes = address.GetAddressBytes();
        for (var bit = bits; bit < 8 * bytes.Length; bit++)
        {
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        }

        return new IPAddress(bytes);
    }
}
