using System.Net;
using System.Net.Sockets;
using Seaworthy.Client;

namespace Seaworthy.Outgoing;

/// <summary>
/// Which addresses are somebody's on the internet, and not this machine's, this network's, a cloud's own or nobody's (IANA's registries of special-purpose
/// addresses). Addresses that carry an IPv4 address are judged by it.
/// </summary>
internal static class PublicAddresses
{
    private const int Ipv4Bytes = 4;
    private static readonly IPNetwork Global = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");

    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            // Azure's own services for its machines; those of others are in private or link-local networks.
            "168.63.129.16/32",
            "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        }.Select(IPNetwork.Parse),
    ];

    public static bool Has(IPAddress address)
    {
        var plain = Networks.Plain(address)!;
        if (Translated.Contains(plain))
        {
            plain = new IPAddress(plain.GetAddressBytes().AsSpan()[^Ipv4Bytes..]);
        }

        return (plain.AddressFamily == AddressFamily.InterNetwork || Global.Contains(plain)) && !Array.Exists(Special, network => network.Contains(plain));
    }
}
