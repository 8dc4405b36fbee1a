using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Seaworthy.Identity.ApiKeys;

namespace Seaworthy.Idempotency;

/// <summary>
/// Whose key it is. The same text is another key for another service, tenant, user, method or route, so that nobody is shown
/// the answer of somebody else. Who has not signed in is known by what he sends for somebody behind this process to know him by, wherever he is,
/// and who sends nothing by the address, of IPv6 by the network of 64 bits. Of cookies those alone say who somebody is that a setting names: others are
/// alike for many, or change from one request to the next.
/// </summary>
internal static class KeyScope
{
    private const int NetworkBytes = 8;

    public static Digest Of(RequestRecord record, string key)
    {
        var plan = record.Plan!;
        var (subject, tenant) = (record.Caller.Subject, record.Caller.Tenant);
        var who = subject is not null ? $"subject {subject}"
            : Sent(record) is { Length: > 0 } credentials ? $"credentials {credentials}"
            : $"address {Network(record.Client ?? record.Context.Connection.RemoteIpAddress)}";

        // A line feed is in none of the parts but the names, and those are counted: no two scopes make one text.
        var text = $"{plan.Service.Name}\n{tenant?.Length}:{tenant}\n{who.Length}:{who}\n{record.Context.Request.Method}\n{plan.Route}\n{key}";
        return Digest.Of(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    // Each with its length: no two of them make one text. A certificate is not among them: it may be a proxy's, for all who come through it.
    private static string Sent(RequestRecord record)
    {
        var request = record.Context.Request;
        string[] sent =
        [
            record.Signer ?? "", request.Headers.Authorization.ToString(), request.Headers[ApiKeyText.Header].ToString(),
            .. record.Plan!.Idempotency.Value!.Cookies.Select(name => request.Cookies[name] ?? ""),
        ];
        return sent.All(one => one.Length == 0) ? "" : string.Concat(sent.Select(one => $"{one.Length}:{one}"));
    }

    private static string Network(IPAddress? address) => address switch
    {
        null => "none",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, NetworkBytes)),
        _ => address.ToString(),
    };
}
