using System.Net;
using System.Net.Sockets;

namespace Seaworthy.Client;

/// <summary>Addresses and networks as settings and proxies write them.</summary>
internal static class Networks
{
    private static readonly IPNetwork[] Private =
        [.. new[] { "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "fc00::/7", "::1/128" }.Select(IPNetwork.Parse)];

    /// <summary>An address, or a network in CIDR form; null when it is neither.</summary>
    public static IPNetwork? TryParse(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128)
        : null;

    public static IPNetwork Parse(string text) =>
        TryParse(text) ?? throw new FormatException($"'{text}' is no IP address and no network such as 10.0.0.0/8");

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
}
